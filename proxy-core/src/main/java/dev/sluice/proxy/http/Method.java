package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/** The methods that change how a message is framed, and the rest. Methods are case-sensitive. */
final class Method {
    static final int OTHER = 0;
    static final int GET = 1;
    static final int HEAD = 2;
    static final int POST = 3;
    static final int OPTIONS = 4;
    static final int CONNECT = 5;
    static final int PUT = 6;
    static final int DELETE = 7;

    private static final byte[][] NAMES = {
        {},
        Chars.bytes("GET"),
        Chars.bytes("HEAD"),
        Chars.bytes("POST"),
        Chars.bytes("OPTIONS"),
        Chars.bytes("CONNECT"),
        Chars.bytes("PUT"),
        Chars.bytes("DELETE"),
    };

    private Method() {}

    /** Whether content is a surprise with such a method: old recipients do not look for any. */
    static boolean isWithoutContent(int method) {
        return method == GET || method == HEAD || method == DELETE;
    }

    static int of(ByteBuffer memory, int start, int length) {
        for (int i = 1; i < NAMES.length; i++) {
            if (NAMES[i].length == length && same(memory, start, NAMES[i])) {
                return i;
            }
        }
        return OTHER;
    }

    private static boolean same(ByteBuffer memory, int start, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (memory.get(start + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
