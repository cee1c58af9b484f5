package dev.sluice.pattern;

import java.util.regex.MatchResult;

/**
 * An entry whose expression fits a text.
 *
 * @param entry the entry
 * @param groups where it fits, counted from the text's start
 */
public record RegexMatch(PatternEntry entry, MatchResult groups) {}
