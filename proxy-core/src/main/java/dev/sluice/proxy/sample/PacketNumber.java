package dev.sluice.proxy.sample;

import org.jspecify.annotations.Nullable;

/**
 * A number that packets to the client are marked with.
 *
 * @param written as a rule says it
 * @param expression what finds it instead; null for nothing
 * @param tos whether it is the class of traffic, else a mark
 */
public record PacketNumber(long written, @Nullable Expression expression, boolean tos) {
    /** Has packets say it from now on; nothing changes where it cannot be found, or nobody is connected. */
    public void tell(SampleContext context, Sample sample) {
        ConnectionView client = context.client();
        if (client == null || expression != null && !expression.evaluate(context, sample, SampleType.SINT)) {
            return;
        }
        int value = (int) (expression == null ? written : sample.number());
        if (tos) {
            client.trafficClass(value);
        } else {
            client.mark(value);
        }
    }

    /** The number that is written so, decimal or hexadecimal behind {@code 0x}, its lowest 32 bits; -1 for a word that is none. */
    public static long of(String word) {
        try {
            if (word.startsWith("0x") || word.startsWith("0X")) {
                return word.startsWith("-", 2) ? -1 : Long.parseLong(word.substring(2), 16) & 0xFFFF_FFFFL;
            }
            return word.matches("-?[0-9]+") ? Long.parseLong(word) & 0xFFFF_FFFFL : -1;
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }
}
