package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/** The header fields that mean something to the proxy itself; a head's table holds their numbers. */
final class Field {
    static final int OTHER = 0;
    static final int HOST = 1;
    static final int CONNECTION = 2;
    static final int CONTENT_LENGTH = 3;
    static final int TRANSFER_ENCODING = 4;
    static final int UPGRADE = 5;
    static final int EXPECT = 6;
    static final int WEBSOCKET_KEY = 7;
    static final int TE = 8;
    static final int WEBSOCKET_ANSWER = 9;
    /** No name at all: the field is dropped before anybody looks at it. */
    static final int UNFIT = 10;

    private static final byte[][] NAMES = {
        {},
        Chars.bytes("host"),
        Chars.bytes("connection"),
        Chars.bytes("content-length"),
        Chars.bytes("transfer-encoding"),
        Chars.bytes("upgrade"),
        Chars.bytes("expect"),
        Chars.bytes("sec-websocket-key"),
        Chars.bytes("te"),
        Chars.bytes("sec-websocket-accept"),
    };

    /** The candidate for each length of a name; two names of one length are told apart by their first letter. */
    private static final int[] BY_LENGTH = new int[21];

    static {
        BY_LENGTH[2] = TE;
        BY_LENGTH[4] = HOST;
        BY_LENGTH[6] = EXPECT;
        BY_LENGTH[7] = UPGRADE;
        BY_LENGTH[10] = CONNECTION;
        BY_LENGTH[14] = CONTENT_LENGTH;
        BY_LENGTH[17] = TRANSFER_ENCODING;
        BY_LENGTH[20] = WEBSOCKET_ANSWER;
    }

    private Field() {}

    /** The number of a name. */
    static int of(ByteBuffer memory, int start, int length) {
        int candidate = length == 0 ? OTHER : candidate(length, memory.get(start));
        return candidate != OTHER && Chars.equalsIgnoreCase(memory, start, length, NAMES[candidate])
                ? candidate
                : OTHER;
    }

    /** The number of a name that a rule wrote. */
    static int of(byte[] name) {
        int candidate = name.length == 0 ? OTHER : candidate(name.length, name[0]);
        return candidate != OTHER && Chars.equalsIgnoreCase(name, NAMES[candidate]) ? candidate : OTHER;
    }

    private static int candidate(int length, byte first) {
        if (length >= BY_LENGTH.length) {
            return OTHER;
        }
        int candidate = BY_LENGTH[length];
        return candidate == TRANSFER_ENCODING && (first | 0x20) == 's' ? WEBSOCKET_KEY : candidate;
    }
}
