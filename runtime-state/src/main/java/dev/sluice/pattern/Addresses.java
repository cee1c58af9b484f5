package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Reads addresses; names are not resolved. */
public final class Addresses {
    static final int IPV4_BYTES = 4;
    static final int IPV6_BYTES = 16;
    /** What stands before an IPv4 address that is written as one of IPv6 (RFC 4291 section 2.5.5.2), in the lower half. */
    static final long MAPPED = 0xFFFF_0000_0000L;
    /** What stands before an IPv4 address in 6to4 (RFC 3056). */
    private static final long SIX_TO_FOUR = 0x2002;

    private static final long IPV4_MASK = 0xFFFF_FFFFL;
    private static final int GROUPS = 8;

    private Addresses() {}

    /** The 4 or 16 bytes of an address, or null for what is none. An address of IPv4 within IPv6 stays one of IPv6. */
    public static byte @Nullable [] parse(String text) {
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

    /** The IPv4 address that an IPv6 address of two halves carries (mapped, compatible or 6to4), as an unsigned number; or -1. */
    public static long ipv4Within(long high, long low) {
        if (high >>> 48 == SIX_TO_FOUR) {
            return high >>> 16 & IPV4_MASK;
        }
        boolean carries = high == 0 && ((low & ~IPV4_MASK) == MAPPED || (low & ~IPV4_MASK) == 0);
        return carries ? low & IPV4_MASK : -1;
    }

    /** The IPv4 address that the 16 bytes of an IPv6 address carry, as an unsigned number; or -1. */
    public static long ipv4Within(byte[] address, int offset) {
        return ipv4Within(high(address, offset, IPV6_BYTES), low(address, offset, IPV6_BYTES));
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
