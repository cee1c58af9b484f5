package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an ACL compares with.
 *
 * @param criterion the word that fetches, without arguments
 * @param files behind {@code -f}, in order
 * @param patterns those written in the rule
 * @param match how a value is compared
 * @param ignoreCase {@code -i}
 * @param configFile the configuration file that says so
 * @param configLine and its line
 */
public record AclPatterns(
        String criterion,
        List<String> files,
        List<String> patterns,
        PatternMatch match,
        boolean ignoreCase,
        String configFile,
        int configLine) {
    private static final Set<String> OPERATORS = Set.of("eq", "ge", "gt", "le", "lt");

    /** Keeps copies of the lists. */
    public AclPatterns {
        files = List.copyOf(files);
        patterns = List.copyOf(patterns);
    }

    /** Where it stands, as HAProxy tells it. */
    String place() {
        return "file '" + configFile + "' line " + configLine;
    }

    /** By which a rule finds what it lists. */
    String key() {
        return place() + '\n' + content();
    }

    /** What it compares with apart from files, by which it is known again wherever it stands. */
    String content() {
        return criterion + '\n' + match + '\n' + ignoreCase + '\n' + String.join("\n", patterns);
    }

    /** How the criterion is called where it has several names. */
    String shownCriterion() {
        return criterion.equals("hdr") ? "req.hdr" : criterion;
    }

    /** The patterns as keys: where numbers are compared, operators have become ranges. */
    List<String> keys() throws PatternException {
        if (match != PatternMatch.INT && match != PatternMatch.LEN) {
            return patterns;
        }
        List<String> keys = new ArrayList<>();
        String operator = "eq";
        for (String pattern : patterns) {
            if (OPERATORS.contains(pattern)) {
                operator = pattern;
            } else {
                keys.add(ranged(operator, pattern));
            }
        }
        return keys;
    }

    private static String ranged(String operator, String pattern) throws PatternException {
        if (operator.equals("eq") && pattern.indexOf(':') >= 0) {
            return pattern;
        }
        if (!Texts.isNumber(pattern)) {
            throw new PatternException("'" + pattern + "' is not a number");
        }
        long number = Long.parseLong(pattern);
        return switch (operator) {
            case "ge" -> number + ":";
            case "gt" -> (number + 1) + ":";
            case "le" -> ":" + number;
            case "lt" -> ":" + (number - 1);
            default -> pattern;
        };
    }
}
