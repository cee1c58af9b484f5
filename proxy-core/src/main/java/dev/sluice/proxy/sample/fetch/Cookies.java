package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.MessageView;
import java.nio.charset.StandardCharsets;

/**
 * The values of cookies.
 *
 * @param name of which, its case counts; none for all
 * @param set whether the lines are {@code Set-Cookie}, which bring one each and attributes behind it
 * @param names whether names are meant, not values
 */
record Cookies(byte[] name, boolean set, boolean names) implements Occurrences {
    private static final byte[] COOKIE = "cookie".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SET_COOKIE = "set-cookie".getBytes(StandardCharsets.US_ASCII);

    @Override
    public long get(MessageView head, int number) {
        byte[] line = set ? SET_COOKIE : COOKIE;
        int left = number;
        for (int field = Heads.find(head, line, 0); field >= 0; field = Heads.find(head, line, field + 1)) {
            int at = head.valueStart(field);
            int end = at + head.valueLength(field);
            while (at < end) {
                int stop = separator(head, at, end);
                long found = pair(head, at, stop);
                if (found != Range.NONE && --left == 0) {
                    return found;
                }
                at = set ? end : stop + 1;
            }
        }
        return Range.NONE;
    }

    private int separator(MessageView head, int from, int end) {
        int at = from;
        boolean quoted = false;
        while (at < end) {
            byte b = head.at(at);
            if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && (b == ';' || b == ',' && !set)) {
                return at;
            }
            at++;
        }
        return end;
    }

    private long pair(MessageView head, int from, int to) {
        int start = from;
        while (start < to && HeaderValues.isBlank(head.at(start))) {
            start++;
        }
        int equals = start;
        while (equals < to && head.at(equals) != '=') {
            equals++;
        }
        if (equals == to) {
            return Range.NONE;
        }
        int nameEnd = equals;
        while (nameEnd > start && HeaderValues.isBlank(head.at(nameEnd - 1))) {
            nameEnd--;
        }
        if (!isName(head, start, nameEnd)) {
            return Range.NONE;
        }
        if (names) {
            return Range.of(start, nameEnd);
        }
        int valueStart = equals + 1;
        int valueEnd = to;
        while (valueStart < valueEnd && HeaderValues.isBlank(head.at(valueStart))) {
            valueStart++;
        }
        while (valueEnd > valueStart && HeaderValues.isBlank(head.at(valueEnd - 1))) {
            valueEnd--;
        }
        return Range.of(valueStart, valueEnd);
    }

    private boolean isName(MessageView head, int start, int end) {
        if (name.length == 0) {
            return true;
        }
        if (end - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (head.at(start + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
