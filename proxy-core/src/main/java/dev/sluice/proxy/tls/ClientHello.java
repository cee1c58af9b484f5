package dev.sluice.proxy.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's first words: read before the library is, since they decide which certificate it is to have.
 *
 * @param serverName the host that is asked for; empty for none
 * @param version the newest version offered, as its number on the wire
 * @param kinds kinds of keys that the client understands, the best first
 * @param protocols what it would speak on top
 * @param asksForSession whether it names a session that we would have to remember: up to TLSv1.2, and not by a ticket
 * @param asksForStatement whether it wants to know what the certificate's maker says of it
 */
public record ClientHello(
        String serverName,
        int version,
        List<String> kinds,
        List<String> protocols,
        boolean asksForSession,
        boolean asksForStatement) {
    private static final int HANDSHAKE = 22;
    private static final int HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int SERVER_NAME = 0;
    private static final int STATEMENT = 5;
    private static final int SIGNATURES = 13;
    private static final int PROTOCOLS = 16;
    private static final int TICKET = 35;
    private static final int VERSIONS = 43;
    private static final int TLS13 = 0x0304;
    /** The first words of a client that has much to say stay below this. */
    private static final int LENGTH_MAX = 16_384;

    /** Keeps copies of the lists. */
    public ClientHello {
        kinds = List.copyOf(kinds);
        protocols = List.copyOf(protocols);
    }

    /** Reads the first words of somebody else's connection; null where more has to arrive, or they are none. */
    public static @Nullable ClientHello of(byte[] bytes) {
        try {
            return read(ByteBuffer.wrap(bytes));
        } catch (HelloException none) {
            return null;
        }
    }

    /** The lists of the first words of somebody else's connection; null where more has to arrive, or they are none. */
    public static @Nullable HelloCapture listsOf(byte[] bytes) {
        return capture(ByteBuffer.wrap(bytes), LENGTH_MAX);
    }

    /** Reads the first words; null where more has to arrive, an exception where they are none. */
    static @Nullable ClientHello read(ByteBuffer bytes) throws HelloException {
        ByteBuffer body = whole(bytes);
        return body == null ? null : body(body);
    }

    /** The lists of the first words as they came; null where they are not whole or malformed. */
    static @Nullable HelloCapture capture(ByteBuffer bytes, int most) {
        try {
            ByteBuffer body = whole(bytes);
            return body == null ? null : HelloCapture.read(body, most);
        } catch (HelloException malformed) {
            // Whoever shakes hands with it will say so.
            return null;
        }
    }

    private static @Nullable ByteBuffer whole(ByteBuffer bytes) throws HelloException {
        ByteBuffer message = message(bytes);
        if (message == null || message.remaining() < MESSAGE_HEADER) {
            return null;
        }
        if (message.get() != HELLO) {
            throw new HelloException(HelloException.DECODE_ERROR);
        }
        int length = (message.get() & 0xFF) << 16 | message.getShort() & 0xFFFF;
        if (length > LENGTH_MAX) {
            throw new HelloException(HelloException.DECODE_ERROR);
        }
        if (message.remaining() < length) {
            return null;
        }
        return part(message, length);
    }

    /** What the records hold so far, without their headers. */
    private static @Nullable ByteBuffer message(ByteBuffer bytes) throws HelloException {
        ByteBuffer joined = ByteBuffer.allocate(bytes.remaining());
        while (bytes.remaining() >= RECORD_HEADER) {
            int type = bytes.get();
            int major = bytes.get();
            byte unusedMinor = bytes.get();
            int length = bytes.getShort() & 0xFFFF;
            if (type != HANDSHAKE || major != 3 || length > LENGTH_MAX + 256 || length == 0) {
                throw new HelloException(HelloException.DECODE_ERROR);
            }
            joined.put(part(bytes, Math.min(length, bytes.remaining())));
        }
        boolean foreign = joined.position() == 0 && bytes.hasRemaining() && bytes.get(bytes.position()) != HANDSHAKE;
        if (foreign) {
            throw new HelloException(HelloException.DECODE_ERROR);
        }
        return joined.position() == 0 ? null : joined.flip();
    }

    static ByteBuffer part(ByteBuffer from, int length) throws HelloException {
        if (length > from.remaining()) {
            throw new HelloException(HelloException.DECODE_ERROR);
        }
        ByteBuffer part = from.slice().limit(length);
        from.position(from.position() + length);
        return part;
    }

    static int number(ByteBuffer from, int bytes) throws HelloException {
        if (from.remaining() < bytes) {
            throw new HelloException(HelloException.DECODE_ERROR);
        }
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | (from.get() & 0xFF);
        }
        return value;
    }

    private static ClientHello body(ByteBuffer body) throws HelloException {
        int version = number(body, 2);
        ByteBuffer unusedRandom = part(body, 32);
        boolean named = part(body, number(body, 1)).hasRemaining();
        ByteBuffer suites = part(body, number(body, 2));
        ByteBuffer unusedCompression = part(body, number(body, 1));
        String name = "";
        boolean asksForStatement = false;
        List<Integer> signatures = null;
        List<String> protocols = List.of();
        ByteBuffer extensions = body.hasRemaining() ? part(body, number(body, 2)) : body;
        while (extensions.hasRemaining()) {
            int type = number(extensions, 2);
            ByteBuffer content = part(extensions, number(extensions, 2));
            switch (type) {
                case SERVER_NAME -> name = serverName(content);
                case SIGNATURES -> signatures = numbers(part(content, number(content, 2)));
                case PROTOCOLS -> protocols = protocols(part(content, number(content, 2)));
                case STATEMENT -> asksForStatement = content.hasRemaining();
                case TICKET -> named &= !content.hasRemaining();
                case VERSIONS -> version = newest(version, numbers(part(content, number(content, 1))));
                default -> {}
            }
        }
        return new ClientHello(
                name,
                version,
                kinds(numbers(suites), signatures),
                protocols,
                named && version < TLS13,
                asksForStatement);
    }

    private static List<Integer> numbers(ByteBuffer from) throws HelloException {
        List<Integer> all = new ArrayList<>();
        while (from.hasRemaining()) {
            all.add(number(from, 2));
        }
        return all;
    }

    private static String serverName(ByteBuffer content) throws HelloException {
        if (!content.hasRemaining()) {
            return "";
        }
        ByteBuffer list = part(content, number(content, 2));
        while (list.hasRemaining()) {
            int type = number(list, 1);
            ByteBuffer name = part(list, number(list, 2));
            if (type == 0) {
                return StandardCharsets.ISO_8859_1.decode(name).toString();
            }
        }
        return "";
    }

    private static List<String> protocols(ByteBuffer list) throws HelloException {
        List<String> all = new ArrayList<>();
        while (list.hasRemaining()) {
            all.add(StandardCharsets.ISO_8859_1
                    .decode(part(list, number(list, 1)))
                    .toString());
        }
        return all;
    }

    /** Numbers of the form {@code 0x?A?A} are there to be ignored. */
    private static int newest(int otherwise, List<Integer> versions) {
        return versions.stream()
                .filter(version -> (version & 0x0F0F) != 0x0A0A)
                .max(Integer::compare)
                .orElse(otherwise);
    }

    private static List<String> kinds(List<Integer> suites, @Nullable List<Integer> signatures) {
        boolean modern = suites.stream().anyMatch(suite -> suite >= 0x1301 && suite <= 0x1305);
        boolean curves = modern || suites.stream().anyMatch(ClientHello::signsWithCurves);
        boolean ecdsa = signatures == null || signatures.stream().anyMatch(ClientHello::isCurve);
        boolean rsa = signatures == null || signatures.stream().anyMatch(ClientHello::isRsa);
        List<String> kinds = new ArrayList<>();
        if (ecdsa && curves) {
            kinds.add("ecdsa");
        }
        if (rsa) {
            kinds.add("rsa");
        }
        kinds.add("dsa");
        return kinds;
    }

    private static boolean isCurve(int signature) {
        return (signature & 0xFF) == 3 && signature < 0x0700;
    }

    private static boolean isRsa(int signature) {
        return (signature & 0xFF) == 1 && signature < 0x0700 || signature >= 0x0804 && signature <= 0x080B;
    }

    private static boolean signsWithCurves(int suite) {
        return switch (suite) {
            case 0xC006, 0xC007, 0xC008, 0xC009, 0xC00A, 0xC023, 0xC024, 0xC02B, 0xC02C, 0xCCA9 -> true;
            case 0xC0AC, 0xC0AD, 0xC0AE, 0xC0AF -> true;
            default -> false;
        };
    }
}
