package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.MessageView;

/**
 * The values of headers.
 *
 * @param lowerName of which; none for all
 * @param whole whether commas do not separate values
 */
record HeaderValues(byte[] lowerName, boolean whole) implements Occurrences {
    @Override
    public long get(MessageView head, int number) {
        int left = number;
        int field = Heads.find(head, lowerName, 0);
        while (field >= 0) {
            int start = head.valueStart(field);
            int end = start + head.valueLength(field);
            if (whole) {
                if (--left == 0) {
                    return Range.of(start, end);
                }
            } else {
                boolean lone = start == end;
                while (start <= end) {
                    int comma = comma(head, start, end);
                    long value = trimmed(head, start, comma);
                    if ((lone || Range.length(value) > 0) && --left == 0) {
                        return value;
                    }
                    start = comma + 1;
                }
            }
            field = Heads.find(head, lowerName, field + 1);
        }
        return Range.NONE;
    }

    /** Where the value that begins at {@code start} ends: at a comma outside of quotes. */
    private static int comma(MessageView head, int start, int end) {
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            byte b = head.at(i);
            if (quoted && b == '\\') {
                i++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (b == ',' && !quoted) {
                return i;
            }
        }
        return end;
    }

    private static long trimmed(MessageView head, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(head.at(from))) {
            from++;
        }
        while (to > from && isBlank(head.at(to - 1))) {
            to--;
        }
        return Range.of(from, to);
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
