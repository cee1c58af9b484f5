package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Reads addresses; names are not resolved. */
final class Addresses {
    static final int IPV4_BYTES = 4;
    static final int IPV6_BYTES = 16;
    private static final int GROUPS = 8;

    private Addresses() {}

    /** The 4 or 16 bytes of an address, or null for what is none. */
    static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static byte @Nullable [] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return null;
        }
        byte[] address = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int value = number(parts[i], 10, 3);
            if (value < 0 || value > 255 || parts[i].length() > 1 && parts[i].startsWith("0")) {
                return null;
            }
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte @Nullable [] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all != null && all.length == IPV6_BYTES ? all : null;
        }
        byte[] head = groups(text.substring(0, gap));
        byte[] tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length > IPV6_BYTES - 2) {
            return null;
        }
        byte[] address = new byte[IPV6_BYTES];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, IPV6_BYTES - tail.length, tail.length);
        return address;
    }

    /** Groups between colons, the last of which may be an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return Texts.EMPTY;
        }
        String[] parts = text.split(":", -1);
        byte[] last = parts[parts.length - 1].indexOf('.') < 0 ? null : ipv4(parts[parts.length - 1]);
        int hexadecimal = last == null ? parts.length : parts.length - 1;
        if (parts.length > GROUPS) {
            return null;
        }
        byte[] bytes = new byte[hexadecimal * 2 + (last == null ? 0 : IPV4_BYTES)];
        for (int i = 0; i < hexadecimal; i++) {
            int value = number(parts[i], 16, 4);
            if (value < 0) {
                return null;
            }
            bytes[2 * i] = (byte) (value >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) value;
        }
        if (last != null) {
            System.arraycopy(last, 0, bytes, hexadecimal * 2, IPV4_BYTES);
        }
        return bytes;
    }

    /** An unsigned number of a few digits, or -1. */
    static int number(String text, int radix, int digits) {
        if (text.isEmpty() || text.length() > digits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** The first half of 16 bytes, or the zeros before an IPv4 address within IPv6. */
    static long high(byte[] address, int offset, int length) {
        return length == IPV6_BYTES ? word(address, offset, Long.BYTES) : 0;
    }

    /** The second half of 16 bytes, or an IPv4 address as an unsigned number. */
    static long low(byte[] address, int offset, int length) {
        return length == IPV6_BYTES
                ? word(address, offset + Long.BYTES, Long.BYTES)
                : word(address, offset, IPV4_BYTES);
    }

    private static long word(byte[] bytes, int offset, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << Byte.SIZE | bytes[offset + i] & 0xFF;
        }
        return word;
    }
}
