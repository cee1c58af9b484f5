package dev.sluice.pattern;

import java.util.List;

/**
 * What an ACL compares with.
 *
 * @param criterion the word that fetches, without arguments
 * @param files behind {@code -f}, in order
 * @param patterns those written in the rule; of numbers, with operators made ranges
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
}
