package dev.sluice.operation.server;

/**
 * A server's weights.
 *
 * @param current the one asked for
 * @param initial the configured one
 */
public record WeightInfo(int current, int initial) {}
