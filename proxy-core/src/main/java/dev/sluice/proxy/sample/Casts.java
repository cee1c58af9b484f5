package dev.sluice.proxy.sample;

import dev.sluice.pattern.Addresses;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a sample of one type becomes one of another where that is wanted (manual section 7.3.1). */
public final class Casts {
    private static final byte[] ZERO = {'0'};
    private static final byte[] ONE = {'1'};
    private static final int MAPPED_AT = 10;
    private static final int IPV6_BYTES = 16;

    private Casts() {}

    /** Whether a value of {@code from} may be wanted as {@code to}; whether each value can is seen when it is there. */
    public static boolean isPossible(SampleType from, SampleType to) {
        if (from == to || from == SampleType.ANY || to == SampleType.ANY) {
            return true;
        }
        return switch (to) {
            case BOOL -> from == SampleType.SINT || from == SampleType.STR;
            case SINT -> from != SampleType.IPV6 && from != SampleType.BIN && from != SampleType.METH;
            case ADDR -> from != SampleType.BOOL && from != SampleType.BIN && from != SampleType.METH;
            case IPV4, IPV6 -> from != SampleType.BOOL && from != SampleType.BIN && from != SampleType.METH;
            case STR -> true;
            case BIN -> from != SampleType.BOOL;
            case METH -> from == SampleType.STR || from == SampleType.BIN;
            case ANY, SAME -> true;
        };
    }

    /** Makes {@code sample} one of {@code wanted}; false where its value has no such form. */
    public static boolean cast(Sample sample, SampleType wanted, Scratch scratch) {
        SampleType type = sample.type();
        if (type == wanted || wanted == SampleType.ANY || wanted == SampleType.SAME) {
            return true;
        }
        return switch (wanted) {
            case BOOL -> toBool(sample);
            case SINT -> toInteger(sample);
            case ADDR ->
                type == SampleType.IPV4 || type == SampleType.IPV6 || toIpv4(sample) || toIpv6(sample, scratch);
            case IPV4 -> toIpv4(sample);
            case IPV6 -> toIpv6(sample, scratch);
            case STR -> toText(sample, scratch);
            case BIN -> toBinary(sample, scratch);
            case METH -> (type == SampleType.STR || type == SampleType.BIN) && sample.retype(SampleType.METH);
            case ANY, SAME -> true;
        };
    }

    private static boolean toBool(Sample sample) {
        return switch (sample.type()) {
            case SINT -> sample.bool(sample.number() != 0);
            case STR -> toInteger(sample) && sample.bool(sample.number() != 0);
            default -> false;
        };
    }

    private static boolean toInteger(Sample sample) {
        return switch (sample.type()) {
            case BOOL, IPV4 -> sample.integer(sample.number());
            case STR -> sample.integer(leadingNumber(sample));
            default -> false;
        };
    }

    /** The number that a text begins with; 0 for none. */
    private static long leadingNumber(Sample sample) {
        int at = 0;
        boolean negative = false;
        if (sample.length() > 0 && (sample.at(0) == '-' || sample.at(0) == '+')) {
            negative = sample.at(0) == '-';
            at = 1;
        }
        long value = 0;
        while (at < sample.length() && sample.at(at) >= '0' && sample.at(at) <= '9') {
            value = value * 10 + (sample.at(at) - '0');
            at++;
        }
        return negative ? -value : value;
    }

    private static boolean toIpv4(Sample sample) {
        return switch (sample.type()) {
            case SINT -> sample.ipv4(sample.number());
            case IPV6 -> {
                long within = Addresses.ipv4Within(sample.bytes(), sample.start());
                yield within >= 0 && sample.ipv4(within);
            }
            case STR -> {
                long address = AddressText.ipv4(sample);
                yield address >= 0 && sample.ipv4(address);
            }
            case IPV4 -> true;
            default -> false;
        };
    }

    private static boolean toIpv6(Sample sample, Scratch scratch) {
        switch (sample.type()) {
            case IPV6 -> {
                return true;
            }
            case SINT, IPV4 -> {
                int at = scratch.take(IPV6_BYTES);
                byte[] memory = scratch.memory();
                java.util.Arrays.fill(memory, at, at + MAPPED_AT, (byte) 0);
                memory[at + MAPPED_AT] = -1;
                memory[at + MAPPED_AT + 1] = -1;
                for (int i = 0; i < 4; i++) {
                    memory[at + 12 + i] = (byte) (sample.number() >> 24 - 8 * i);
                }
                return sample.ipv6(memory, at);
            }
            case STR -> {
                byte @Nullable [] address = Literals.ipv6(sample.string());
                return address != null && sample.ipv6(address, 0);
            }
            default -> {
                return false;
            }
        }
    }

    private static boolean toText(Sample sample, Scratch scratch) {
        return switch (sample.type()) {
            case BOOL -> sample.text(sample.isTrue() ? ONE : ZERO);
            case SINT -> Numbers.write(sample, sample.number(), scratch);
            case IPV4 -> AddressText.writeIpv4(sample, scratch);
            case IPV6 -> {
                byte[] text = AddressText.ipv6(sample).getBytes(StandardCharsets.US_ASCII);
                yield sample.text(text);
            }
            case BIN -> sample.text(sample.bytes(), sample.start(), untilZero(sample));
            case METH, STR -> sample.retype(SampleType.STR);
            case ANY, SAME, ADDR -> false;
        };
    }

    /** A text ends before the first byte of zero (manual section 7.1.3). */
    private static int untilZero(Sample sample) {
        int length = 0;
        while (length < sample.length() && sample.at(length) != 0) {
            length++;
        }
        return length;
    }

    private static boolean toBinary(Sample sample, Scratch scratch) {
        switch (sample.type()) {
            case STR, METH -> {
                return sample.retype(SampleType.BIN);
            }
            case SINT, IPV4 -> {
                int size = sample.type() == SampleType.SINT ? 8 : 4;
                int at = scratch.take(size);
                for (int i = 0; i < size; i++) {
                    scratch.memory()[at + i] = (byte) (sample.number() >> 8 * (size - 1 - i));
                }
                return sample.binary(scratch.memory(), at, size);
            }
            case IPV6 -> {
                return sample.retype(SampleType.BIN);
            }
            default -> {
                return false;
            }
        }
    }
}
