package dev.sluice.config;

import java.util.List;

/**
 * A {@code bind} or {@code stats socket} line.
 *
 * @param location its line
 * @param addresses what it listens on, port ranges and lists spelled out
 * @param settings see {@link BindSettings}
 */
public record BindSpec(Location location, List<ListenAddress> addresses, Settings settings) {
    /** Keeps a copy of the list. */
    public BindSpec {
        addresses = List.copyOf(addresses);
    }
}
