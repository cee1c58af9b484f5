package dev.sluice.operation.pattern;

/**
 * A reference as a caller names it.
 *
 * @param kind what it is taken for
 * @param name {@code #number} or a file
 */
public record PatternRef(PatternKind kind, String name) {}
