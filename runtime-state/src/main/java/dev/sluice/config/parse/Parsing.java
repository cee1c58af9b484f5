package dev.sluice.config.parse;

import dev.sluice.config.Location;
import dev.sluice.config.Settings;
import dev.sluice.pattern.PatternLoader;

/**
 * One run of the parser.
 *
 * @param keywords all that is understood
 * @param options what the run depends on
 * @param environment the variables as they stand
 * @param diagnostics what was said so far
 * @param patterns the pattern files read so far
 * @param tokens what rules about tokens have named so far
 * @param global what is said of the process
 * @param running whether the line is said to a running program, which answers in HAProxy's words for that
 */
record Parsing(
        Keywords keywords,
        ParseOptions options,
        Environment environment,
        Diagnostics diagnostics,
        PatternLoader patterns,
        TokenFiles tokens,
        Scope global,
        boolean running) {
    /** One of which nothing was read so far. */
    Parsing(
            Keywords keywords,
            ParseOptions options,
            Environment environment,
            Diagnostics diagnostics,
            PatternLoader patterns,
            boolean running) {
        this(
                keywords,
                options,
                environment,
                diagnostics,
                patterns,
                new TokenFiles(),
                Scope.of(Place.GLOBAL, "", Location.INTERNAL, Settings.builder()),
                running);
    }
}
