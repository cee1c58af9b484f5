package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.Sample;
import java.nio.charset.StandardCharsets;

/** The parts of values that balancing hashes. */
final class KeyCuts {
    private KeyCuts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The beginning of a target: so many bytes, so many levels, and no query unless {@code whole}; 0 does not count. */
    static boolean uri(Sample sample, int length, int depth, boolean whole) {
        int most = length > 0 ? Math.min(length, sample.length()) : sample.length();
        int slashes = 0;
        int end = 0;
        while (end < most) {
            byte next = sample.at(end);
            slashes += next == '/' ? 1 : 0;
            if (next == '/' && depth > 0 && slashes == depth + 1 || next == '?' && !whole) {
                break;
            }
            end++;
        }
        return sample.slice(0, end);
    }

    /** The value of the first parameter of a name: behind the question mark of a target, or in a body that is a form. */
    static boolean parameter(Sample sample, byte[] name) {
        int at = indexOf(sample, '?', 0) + 1;
        boolean isTarget = at > 0 || sample.length() > 0 && sample.at(0) == '/';
        if (isTarget && at == 0) {
            return false;
        }
        while (at < sample.length()) {
            int end = indexOf(sample, '&', at);
            int until = end < 0 ? sample.length() : end;
            int behind = at + name.length;
            if (behind < until && sample.hasAt(at, name) && sample.at(behind) == '=') {
                return sample.slice(behind + 1, until - behind - 1);
            }
            at = until + 1;
        }
        return false;
    }

    private static int indexOf(Sample sample, char wanted, int from) {
        for (int i = from; i < sample.length(); i++) {
            if (sample.at(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The label before the last dot of a name. */
    static boolean domain(Sample sample) {
        int end = sample.length() - 1;
        while (end > 0 && sample.at(end) != '.') {
            end--;
        }
        if (end <= 0) {
            return sample.length() > 0;
        }
        int start = end - 1;
        while (start > 0 && sample.at(start - 1) != '.') {
            start--;
        }
        return sample.slice(start, end - start);
    }
}
