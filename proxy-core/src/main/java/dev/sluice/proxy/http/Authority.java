package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/** What a Host field and the authority of a request target can be, and when two of them mean the same (RFC 9110 section 7.2). */
final class Authority {
    private static final byte[] NO_PORT = Chars.bytes(":");
    private static final byte[] HTTP_PORT = Chars.bytes(":80");
    private static final byte[] HTTPS_PORT = Chars.bytes(":443");
    private static final byte[] HTTP = Chars.bytes("http");
    private static final byte[] HTTPS = Chars.bytes("https");
    /** Ends an authority, separates several, or names a user, for someone down the line. */
    private static final String OUT_OF_PLACE = "\"#,/<>?@[\\]^`{|}";

    private Authority() {}

    /** Whether a name or an address, with or without a port, can be in these bytes. */
    static boolean isHost(ByteBuffer memory, int start, int length) {
        int at = start;
        int end = start + length;
        if (at < end && memory.get(at) == '[') {
            at = literalEnd(memory, at + 1, end);
            if (at < 0) {
                return false;
            }
        }
        // Where no name stands in front, what follows is not taken for a port: HAProxy lets it through, and nobody is
        // found by it.
        while (at < end && (memory.get(at) != ':' || at == start)) {
            byte b = memory.get(at);
            if (b <= ' ' || b == 127 || OUT_OF_PLACE.indexOf(b) >= 0 || b == '%' && !isEscape(memory, at, end)) {
                return false;
            }
            at++;
        }
        return isDigits(memory, at + 1, end);
    }

    private static boolean isEscape(ByteBuffer memory, int at, int end) {
        return at + 2 < end && Chars.hex(memory.get(at + 1)) >= 0 && Chars.hex(memory.get(at + 2)) >= 0;
    }

    private static boolean isDigits(ByteBuffer memory, int from, int end) {
        for (int at = from; at < end; at++) {
            if (!Chars.isDigit(memory.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** Behind the bracket that closes an IPv6 address, or -1. */
    private static int literalEnd(ByteBuffer memory, int from, int end) {
        int at = from;
        while (at < end && (Chars.hex(memory.get(at)) >= 0 || memory.get(at) == ':' || memory.get(at) == '.')) {
            at++;
        }
        boolean closed = at > from && at < end && memory.get(at) == ']';
        return closed && (at + 1 == end || memory.get(at + 1) == ':') ? at + 1 : -1;
    }

    /**
     * Whether two say the same host and port, where a default port may be left out.
     *
     * @param scheme where the scheme that tells the default port begins; either port is one where {@code schemeLength} is 0
     */
    static boolean agree(ByteBuffer memory, int scheme, int schemeLength, int a, int aLength, int b, int bLength) {
        boolean http = schemeLength == 0 || Chars.equalsIgnoreCase(memory, scheme, schemeLength, HTTP);
        boolean https = schemeLength == 0 || Chars.equalsIgnoreCase(memory, scheme, schemeLength, HTTPS);
        return same(memory, a, aLength, b, bLength)
                || sameButFor(NO_PORT, memory, a, aLength, b, bLength)
                || http && sameButFor(HTTP_PORT, memory, a, aLength, b, bLength)
                || https && sameButFor(HTTPS_PORT, memory, a, aLength, b, bLength);
    }

    private static boolean sameButFor(byte[] port, ByteBuffer memory, int a, int aLength, int b, int bLength) {
        return same(
                memory,
                a,
                aLength - portLength(port, memory, a, aLength),
                b,
                bLength - portLength(port, memory, b, bLength));
    }

    /**
     * Bytes at the end that say no other port than the default one, or none.
     *
     * @param scheme where the scheme that tells the default port begins; either port is one where {@code schemeLength} is 0
     */
    static int defaultPortLength(ByteBuffer memory, int scheme, int schemeLength, int start, int length) {
        boolean http = schemeLength == 0 || Chars.equalsIgnoreCase(memory, scheme, schemeLength, HTTP);
        boolean https = schemeLength == 0 || Chars.equalsIgnoreCase(memory, scheme, schemeLength, HTTPS);
        int ofHttp = http ? portLength(HTTP_PORT, memory, start, length) : 0;
        int ofHttps = https ? portLength(HTTPS_PORT, memory, start, length) : 0;
        return Math.max(portLength(NO_PORT, memory, start, length), Math.max(ofHttp, ofHttps));
    }

    /** Bytes at the end that say this port, or a colon without any. */
    private static int portLength(byte[] port, ByteBuffer memory, int start, int length) {
        int name = length - port.length;
        if (name >= 0 && Chars.equalsIgnoreCase(memory, start + name, port.length, port)) {
            return port.length;
        }
        return length > 0 && memory.get(start + length - 1) == ':' ? 1 : 0;
    }

    private static boolean same(ByteBuffer memory, int a, int aLength, int b, int bLength) {
        return aLength == bLength && Chars.equalsIgnoreCase(memory, a, b, aLength);
    }
}
