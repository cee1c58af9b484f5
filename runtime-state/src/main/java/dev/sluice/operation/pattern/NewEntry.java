package dev.sluice.operation.pattern;

/**
 * An entry to be added.
 *
 * @param key the pattern
 * @param value what it maps to; empty in an ACL
 */
public record NewEntry(String key, String value) {}
