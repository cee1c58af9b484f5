package dev.sluice.config.parse;

import dev.sluice.pattern.PatternLoader;

/**
 * One run of the parser.
 *
 * @param keywords all that is understood
 * @param options what the run depends on
 * @param environment the variables as they stand
 * @param diagnostics what was said so far
 * @param patterns the pattern files read so far
 * @param running whether the line is said to a running program, which answers in HAProxy's words for that
 */
record Parsing(
        Keywords keywords,
        ParseOptions options,
        Environment environment,
        Diagnostics diagnostics,
        PatternLoader patterns,
        boolean running) {
    /** One of files. */
    Parsing(
            Keywords keywords,
            ParseOptions options,
            Environment environment,
            Diagnostics diagnostics,
            PatternLoader patterns) {
        this(keywords, options, environment, diagnostics, patterns, false);
    }
}
