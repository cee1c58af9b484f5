package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.MessageView;

/**
 * The values of parameters, {@code name=value&name=value}.
 *
 * @param name of which; none for all
 * @param fold whether case does not count in names
 * @param mark what begins them in a target, and separates them beside {@code &} and {@code ;}
 * @param body whether the body holds them
 */
record Parameters(byte[] name, boolean fold, char mark, boolean body) implements Occurrences {
    @Override
    public long get(MessageView head, int number) {
        int from = body ? head.bodyStart() : head.targetStart();
        int end = from + (body ? head.bodyLength() : head.targetLength());
        int at = body ? from : behindMark(head, from, end);
        int left = number;
        while (at < end) {
            int stop = at;
            while (stop < end && !isSeparator(head.at(stop))) {
                stop++;
            }
            int equals = at;
            while (equals < stop && head.at(equals) != '=') {
                equals++;
            }
            boolean meant = equals < stop && isName(head, at, equals);
            if (meant && --left == 0) {
                return Range.of(equals + 1, stop);
            }
            at = stop + 1;
        }
        return Range.NONE;
    }

    private int behindMark(MessageView head, int from, int end) {
        int at = from;
        while (at < end && head.at(at) != '?' && head.at(at) != mark) {
            at++;
        }
        return at + 1;
    }

    private boolean isSeparator(byte b) {
        return b == '&' || b == ';' && !body || b == mark;
    }

    private boolean isName(MessageView head, int start, int end) {
        if (name.length == 0) {
            return true;
        }
        if (end - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte b = head.at(start + i);
            if (fold ? lower(b) != lower(name[i]) : b != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
