package dev.sluice.proxy.preface;

import dev.sluice.proxy.sample.Tlvs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whose connection it is, as the one who passes it on tells.
 *
 * @param source the client; null where it is the one who speaks, or of a kind without an address
 * @param destination where the client connected to; null as the source is
 * @param tlvs what else is told
 */
public record ProxyHeader(
        @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination, Tlvs tlvs) {
    /** The connection is what it looks like. */
    public static final ProxyHeader LOCAL = new ProxyHeader(null, null, Tlvs.NONE);

    private static final byte[] NOBODY = {};

    /** What every header has to begin with has been read by then, and none is shorter. */
    private static final int HEAD_LENGTH = 12;

    /** The longest header of the first version, line end included. */
    private static final int LINE_MAX = 107;

    /** What stands before the addresses. */
    private static final int WORDS_LENGTH = "PROXY TCP4 ".length();

    /** Between the words of a whole line. */
    private static final int SPACES = 5;

    /**
     * How many more bytes a header has for certain, of which so many are here; 0 where it is complete. Nothing behind a header is ever
     * asked for, so that it can be left where it is.
     *
     * @throws HeaderException where it cannot become one
     */
    public static int missing(ByteBuffer bytes, int length, int capacity) throws HeaderException {
        if (length < HEAD_LENGTH) {
            return HEAD_LENGTH - length;
        }
        if (BinaryHeader.begins(bytes)) {
            int whole = BinaryHeader.length(bytes, length);
            if (whole > capacity) {
                throw new HeaderException("too long");
            }
            return whole - length;
        }
        return missingOfLine(bytes, length);
    }

    private static int missingOfLine(ByteBuffer bytes, int length) throws HeaderException {
        if (!text(bytes, 0, "PROXY ".length()).equals("PROXY ")) {
            throw new HeaderException("no signature");
        }
        int last = bytes.get(length - 1);
        if (last == '\n') {
            return 0;
        }
        if (length >= LINE_MAX) {
            throw new HeaderException("line too long");
        }
        if (last == '\r') {
            return 1;
        }
        // A space has a character behind it, and the line an end of two.
        int spaces = 0;
        for (int i = 0; i < length; i++) {
            spaces += bytes.get(i) == ' ' ? 1 : 0;
        }
        boolean unknown = !text(bytes, 0, WORDS_LENGTH).startsWith("PROXY TCP");
        int sure = unknown ? 2 : 2 * Math.max(0, SPACES - spaces) + 2;
        return Math.min(sure, LINE_MAX - length);
    }

    /**
     * The header in the first {@code length} bytes, all of which belong to it.
     *
     * @throws HeaderException where it is malformed
     */
    public static ProxyHeader read(ByteBuffer bytes, int length) throws HeaderException {
        if (BinaryHeader.begins(bytes)) {
            return BinaryHeader.read(bytes, length);
        }
        String line = text(bytes, 0, length);
        if (!line.endsWith("\r\n") || line.indexOf('\r') != length - 2) {
            throw new HeaderException("no line end");
        }
        String[] words = line.substring(0, length - 2).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return LOCAL;
        }
        boolean four = words[1].equals("TCP4");
        if (words.length != SPACES + 1 || !(four || words[1].equals("TCP6"))) {
            throw new HeaderException("not the words of a header");
        }
        return new ProxyHeader(
                NumericAddress.of(words[2], words[4], four), NumericAddress.of(words[3], words[5], four), Tlvs.NONE);
    }

    private static String text(ByteBuffer bytes, int start, int end) {
        byte[] copy = new byte[end - start];
        bytes.get(start, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }

    /** The header of a connection between two addresses, 4 or 16 bytes each, or of one without. */
    public static byte[] write(int version, byte[] source, int sourcePort, byte[] destination, int destinationPort) {
        return version == 2
                ? write(source, sourcePort, destination, destinationPort, new TlvWriter())
                : line(source, sourcePort, destination, destinationPort);
    }

    private static byte[] line(byte[] source, int sourcePort, byte[] destination, int destinationPort) {
        boolean both = source.length > 0 && destination.length > 0;
        String line = both
                ? line(
                        alike(source, destination),
                        sourcePort,
                        NumericAddress.text(alike(destination, source)),
                        destinationPort)
                : "PROXY UNKNOWN\r\n";
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same in the second version, with what else is to be told. */
    static byte[] write(byte[] source, int sourcePort, byte[] destination, int destinationPort, TlvWriter tlvs) {
        boolean both = source.length > 0 && destination.length > 0;
        byte[] from = both ? alike(source, destination) : NOBODY;
        byte[] to = both ? alike(destination, source) : NOBODY;
        return BinaryHeader.write(from, sourcePort, to, destinationPort, tlvs);
    }

    private static String line(byte[] source, int sourcePort, String destination, int destinationPort) {
        return "PROXY " + (source.length == 4 ? "TCP4 " : "TCP6 ") + NumericAddress.text(source) + ' ' + destination
                + ' ' + sourcePort + ' ' + destinationPort + "\r\n";
    }

    /** Both addresses of a header are of one family: next to an IPv6 one an IPv4 one is mapped. */
    private static byte[] alike(byte[] address, byte[] other) {
        if (address.length >= other.length) {
            return address;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }

    static InetSocketAddress socket(byte[] address, int port) throws HeaderException {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new HeaderException("no address");
        }
    }
}
