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
 */
record Parsing(
        Keywords keywords,
        ParseOptions options,
        Environment environment,
        Diagnostics diagnostics,
        PatternLoader patterns) {}
