package dev.sluice.config.parse;

/**
 * One run of the parser.
 *
 * @param keywords all that is understood
 * @param options what the run depends on
 * @param environment the variables as they stand
 * @param diagnostics what was said so far
 */
record Parsing(Keywords keywords, ParseOptions options, Environment environment, Diagnostics diagnostics) {}
