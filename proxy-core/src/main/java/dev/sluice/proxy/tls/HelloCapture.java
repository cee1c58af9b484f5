package dev.sluice.proxy.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lists of a client's first words as they came, by which programs are told apart; each no longer than the line allows.
 *
 * @param version what the words themselves say, as its number on the wire
 * @param ciphers two bytes each
 * @param extensions their types, two bytes each
 * @param groups two bytes each
 * @param formats of points on curves, one byte each
 * @param signatures two bytes each
 * @param versions two bytes each
 * @param shares groups that it sends a key of, two bytes each
 * @param ticket 0 where it knows no tickets of sessions, 1 where it does, 2 where it shows one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HelloCapture(
        int version,
        byte[] ciphers,
        byte[] extensions,
        byte[] groups,
        byte[] formats,
        byte[] signatures,
        byte[] versions,
        byte[] shares,
        int ticket) {
    private static final int GROUPS = 10;
    private static final int FORMATS = 11;
    private static final int SIGNATURES = 13;
    private static final int TICKET = 35;
    private static final int VERSIONS = 43;
    private static final int SHARES = 51;
    private static final byte[] NOTHING = {};

    /** Reads the body of a client's first words, which are whole; keeps at most {@code most} bytes of each list. */
    static HelloCapture read(ByteBuffer body, int most) throws HelloException {
        int version = ClientHello.number(body, 2);
        ByteBuffer unusedRandom = ClientHello.part(body, 32);
        ByteBuffer unusedSession = ClientHello.part(body, ClientHello.number(body, 1));
        byte[] ciphers = kept(ClientHello.part(body, ClientHello.number(body, 2)), most);
        ByteBuffer unusedCompression = ClientHello.part(body, ClientHello.number(body, 1));
        byte[] types = new byte[most];
        int length = 0;
        byte[] groups = NOTHING;
        byte[] formats = NOTHING;
        byte[] signatures = NOTHING;
        byte[] versions = NOTHING;
        byte[] shares = NOTHING;
        int ticket = 0;
        ByteBuffer rest = body.hasRemaining() ? ClientHello.part(body, ClientHello.number(body, 2)) : body;
        while (rest.hasRemaining()) {
            int type = ClientHello.number(rest, 2);
            ByteBuffer content = ClientHello.part(rest, ClientHello.number(rest, 2));
            if (length + 2 <= most) {
                types[length++] = (byte) (type >> 8);
                types[length++] = (byte) type;
            }
            switch (type) {
                case GROUPS -> groups = list(content, 2, most);
                case FORMATS -> formats = list(content, 1, most);
                case SIGNATURES -> signatures = list(content, 2, most);
                case VERSIONS -> versions = list(content, 1, most);
                case SHARES -> shares = shares(ClientHello.part(content, ClientHello.number(content, 2)), most);
                case TICKET -> ticket = content.hasRemaining() ? 2 : 1;
                default -> {}
            }
        }
        byte[] extensions = Arrays.copyOf(types, length);
        return new HelloCapture(version, ciphers, extensions, groups, formats, signatures, versions, shares, ticket);
    }

    private static byte[] shares(ByteBuffer entries, int most) throws HelloException {
        byte[] groups = new byte[Math.min(most, entries.remaining())];
        int length = 0;
        while (entries.hasRemaining()) {
            int group = ClientHello.number(entries, 2);
            ByteBuffer unusedKey = ClientHello.part(entries, ClientHello.number(entries, 2));
            if (length + 2 <= groups.length) {
                groups[length++] = (byte) (group >> 8);
                groups[length++] = (byte) group;
            }
        }
        return Arrays.copyOf(groups, length);
    }

    private static byte[] list(ByteBuffer content, int lengthBytes, int most) throws HelloException {
        return kept(ClientHello.part(content, ClientHello.number(content, lengthBytes)), most);
    }

    private static byte[] kept(ByteBuffer list, int most) {
        byte[] bytes = new byte[Math.min(most, list.remaining())];
        list.get(bytes);
        return bytes;
    }
}
