package dev.sluice.operation.inspect;

/**
 * How many things of a kind there are to do.
 *
 * @param kind which
 * @param count how many
 */
public record TaskCount(String kind, long count) {}
