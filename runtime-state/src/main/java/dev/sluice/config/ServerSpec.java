package dev.sluice.config;

/**
 * A {@code server} line.
 *
 * @param name unique in its backend
 * @param address where connections go
 * @param location its line
 * @param settings see {@link ServerSettings}
 */
public record ServerSpec(String name, ServerAddress address, Location location, Settings settings) {}
