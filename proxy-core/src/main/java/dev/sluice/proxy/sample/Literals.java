package dev.sluice.proxy.sample;

import dev.sluice.pattern.Addresses;
import dev.sluice.proxy.sample.Signature.Kind;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/** Values as arguments and patterns write them. */
public final class Literals {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private Literals() {}

    /** A whole number, with a sign. */
    static long number(String text) {
        return Long.parseLong(text.startsWith("+") ? text.substring(1) : text);
    }

    /** Milliseconds; a bare number is milliseconds already. */
    static long time(String text, Arguments arguments, int index) throws SampleException {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        long unit = switch (text.substring(end)) {
            case "us" -> 0;
            case "", "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> -1;
        };
        if (end == 0 || end > 12 || unit < 0) {
            throw arguments.bad(index, "failed to parse '" + text + "' as type 'delay'");
        }
        long amount = Long.parseLong(text.substring(0, end));
        return unit == 0 ? (amount + 999) / 1000 : amount * unit;
    }

    /** An IPv4 address in its low 32 bits; -1 where {@code text} is none. */
    public static long ipv4(String text) {
        if (!NetUtil.isValidIpV4Address(text)) {
            return -1;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        long value = 0;
        for (byte b : bytes) {
            value = value << 8 | b & 0xFF;
        }
        return value;
    }

    /** An IPv6 address; null where {@code text} is none. */
    public static byte @Nullable [] ipv6(String text) {
        return text.indexOf(':') >= 0 && text.indexOf('[') < 0 && text.indexOf('%') < 0 ? Addresses.parse(text) : null;
    }

    /** A mask of this many leading bits. */
    public static byte[] mask(int bits, int bytes) {
        byte[] mask = new byte[bytes];
        for (int i = 0; i < bits; i++) {
            mask[i / 8] |= (byte) (0x80 >> i % 8);
        }
        return mask;
    }

    static long ipv4OrMask(String text, Kind kind) {
        int bits = kind == Kind.MASK4 ? bits(text, IPV4_BITS) : -1;
        if (bits >= 0) {
            return bits == 0 ? 0 : 0xFFFF_FFFFL << IPV4_BITS - bits & 0xFFFF_FFFFL;
        }
        return ipv4(text);
    }

    static byte @Nullable [] ipv6OrMask(String text, Kind kind) {
        int bits = kind == Kind.MASK6 ? bits(text, IPV6_BITS) : -1;
        return bits >= 0 ? mask(bits, IPV6_BITS / 8) : ipv6(text);
    }

    private static int bits(String text, int most) {
        if (!text.matches("[0-9]{1,3}")) {
            return -1;
        }
        int bits = Integer.parseInt(text);
        return bits <= most ? bits : -1;
    }
}
