package dev.sluice.operation.resolver;

import dev.sluice.state.NameServerCounters;

/**
 * A name server.
 *
 * @param section of the configuration that lists it
 * @param name its name there; empty for the row that a section without any has
 * @param counters what it did
 */
public record NameServerStatus(String section, String name, NameServerCounters counters) {}
