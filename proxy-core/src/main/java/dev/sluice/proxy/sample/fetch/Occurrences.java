package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;

/** Something that a head may have several of: values of a header, cookies of a name. */
@FunctionalInterface
interface Occurrences {
    /** The one of this number, from 1 on, as a {@link Range}, or none. */
    long get(MessageView head, int number);

    /** How many there are. */
    default int count(MessageView head) {
        int count = 0;
        while (get(head, count + 1) != Range.NONE) {
            count++;
        }
        return count;
    }

    /**
     * Makes {@code sample} the one that is meant: one after the other where it iterates, else the one of this number, counted from the
     * end where negative, the last where 0.
     */
    default boolean read(SampleContext context, Sample sample, MessageView head, long wanted) {
        long found;
        if (wanted == 0 && sample.isIterating()) {
            int number = (int) sample.cursor() + 1;
            found = get(head, number);
            sample.continueAt(number);
        } else {
            long number = wanted > 0 ? wanted : count(head) + Math.min(wanted, -1) + 1;
            found = number > 0 && number <= Integer.MAX_VALUE ? get(head, (int) number) : Range.NONE;
        }
        if (found == Range.NONE) {
            sample.exhausted();
            return false;
        }
        return Heads.text(context, sample, head, Range.start(found), Range.length(found));
    }
}
