package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/**
 * An address or a network as a key.
 *
 * @param entry whose key it is
 * @param high the first 64 bits; 0 for IPv4
 * @param low the last 64 bits, of which an IPv4 address has 32
 * @param bits how many leading bits count; -1 where a mask has holes
 * @param isIpv6 which kind it is
 * @param lowMask the mask of an IPv4 network, whose bits need not be in a row
 */
record Network(PatternEntry entry, long high, long low, int bits, boolean isIpv6, long lowMask) {
    static final int IPV4_BITS = 32;
    static final int IPV6_BITS = 128;
    private static final long IPV4_MASK = 0xFFFFFFFFL;

    /** The network that an entry's key describes, or null for what is none. */
    static @Nullable Network parse(PatternEntry entry) {
        return parse(entry, Texts.decode(entry.key()));
    }

    /** The same for a key that belongs to no entry yet. */
    static @Nullable Network parse(PatternEntry entry, String key) {
        int slash = key.indexOf('/');
        byte[] address = Addresses.parse(slash < 0 ? key : key.substring(0, slash));
        if (address == null) {
            return null;
        }
        long high = Addresses.high(address, 0, address.length);
        long low = Addresses.low(address, 0, address.length);
        if (address.length == Addresses.IPV6_BYTES) {
            int bits = slash < 0 ? IPV6_BITS : Addresses.number(key.substring(slash + 1), 10, 3);
            return bits < 0 || bits > IPV6_BITS
                    ? null
                    : new Network(entry, high & highMask(bits), low & lowMask(bits), bits, true, 0);
        }
        long mask = slash < 0 ? IPV4_MASK : mask(key.substring(slash + 1));
        if (mask < 0) {
            return null;
        }
        return new Network(entry, 0, low & mask, bits(mask), false, mask);
    }

    private static long mask(String text) {
        int bits = Addresses.number(text, 10, 2);
        if (bits >= 0) {
            return bits > IPV4_BITS ? -1 : ipv4Mask(bits);
        }
        byte[] dotted = text.indexOf(':') < 0 ? Addresses.parse(text) : null;
        return dotted == null ? -1 : Addresses.low(dotted, 0, dotted.length);
    }

    private static int bits(long mask) {
        int bits = Long.bitCount(mask);
        return ipv4Mask(bits) == mask ? bits : -1;
    }

    static long ipv4Mask(int bits) {
        return bits == 0 ? 0 : IPV4_MASK << IPV4_BITS - bits & IPV4_MASK;
    }

    static long highMask(int bits) {
        return bits == 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << Long.SIZE - bits;
    }

    static long lowMask(int bits) {
        return bits <= Long.SIZE ? 0 : -1L << IPV6_BITS - bits;
    }
}
