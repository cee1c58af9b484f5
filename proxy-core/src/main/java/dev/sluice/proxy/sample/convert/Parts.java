package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;

/**
 * Some of the parts of a text that delimiters separate.
 *
 * @param wanted the number of the first, counted from the end where negative
 * @param count how many, delimiters between them included; 0 for all that follow
 * @param delimiters any of these
 * @param empty whether parts without any byte count
 */
record Parts(int wanted, int count, byte[] delimiters, boolean empty) {
    boolean find(Sample sample) {
        return wanted > 0 ? forwards(sample) : backwards(sample);
    }

    private boolean isDelimiter(Sample sample, int at) {
        return TextConverters.contains(delimiters, sample.at(at));
    }

    private boolean forwards(Sample sample) {
        int end = sample.length();
        int number = 0;
        int first = -1;
        int start = 0;
        while (start <= end) {
            int stop = start;
            while (stop < end && !isDelimiter(sample, stop)) {
                stop++;
            }
            if (empty || stop > start) {
                number++;
                first = number == wanted ? start : first;
                boolean last = count != 0 && number == wanted + count - 1;
                if (last) {
                    return sample.slice(first, stop - first);
                }
            }
            start = stop + 1;
        }
        return rest(sample, first, end - first);
    }

    private boolean backwards(Sample sample) {
        int number = 0;
        int last = -1;
        int end = sample.length();
        while (end >= 0) {
            int start = end;
            while (start > 0 && !isDelimiter(sample, start - 1)) {
                start--;
            }
            if (empty || end > start) {
                number++;
                last = number == -wanted ? end : last;
                boolean first = count != 0 && number == -wanted + count - 1;
                if (first) {
                    return sample.slice(start, last - start);
                }
            }
            end = start - 1;
        }
        return rest(sample, last < 0 ? -1 : 0, last);
    }

    /** What there is where fewer parts follow than were wanted; no value where not even the first is there. */
    private boolean rest(Sample sample, int from, int length) {
        return from >= 0 && sample.slice(from, length);
    }
}
