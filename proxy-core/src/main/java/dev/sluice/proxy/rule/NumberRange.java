package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Numbers as tests write them: with operators before them, and versions with a dot. Pattern sets know ranges only. */
final class NumberRange {
    private static final Set<String> OPERATORS = Set.of("eq", "gt", "ge", "lt", "le");
    /** What stands in front of the dot of a version counts this much. */
    private static final int MAJOR = 1 << 16;

    private NumberRange() {}

    /** The ranges that {@code words} stand for. */
    static List<String> patterns(List<String> words, boolean version) throws SampleException {
        List<String> ranges = new ArrayList<>();
        String operator = "eq";
        for (String word : words) {
            if (OPERATORS.contains(word)) {
                operator = word;
            } else {
                ranges.add(range(operator, word, version));
            }
        }
        return ranges;
    }

    private static String range(String operator, String word, boolean version) throws SampleException {
        int colon = word.indexOf(':');
        if (operator.equals("eq")) {
            return version && colon < 0 ? String.valueOf(number(word, true)) : versions(word, colon, version);
        }
        if (colon >= 0) {
            throw new SampleException(
                    "pattern '" + word + "' : operator '" + operator + "' cannot be used with a range");
        }
        long number = number(word, version);
        return switch (operator) {
            case "gt" -> number + 1 + ":";
            case "ge" -> number + ":";
            case "lt" -> ":" + (number - 1);
            default -> ":" + number;
        };
    }

    private static String versions(String word, int colon, boolean version) throws SampleException {
        if (!version) {
            return word;
        }
        String low = word.substring(0, colon);
        String high = word.substring(colon + 1);
        return (low.isEmpty() ? "" : number(low, true)) + ":" + (high.isEmpty() ? "" : number(high, true));
    }

    private static long number(String text, boolean version) throws SampleException {
        int dot = text.indexOf('.');
        try {
            if (version && dot >= 0) {
                return Long.parseLong(text.substring(0, dot)) * MAJOR + Long.parseLong(text.substring(dot + 1));
            }
            return Long.parseLong(text) * (version ? MAJOR : 1);
        } catch (NumberFormatException e) {
            throw new SampleException("'" + text + "' is not a number");
        }
    }
}
