package dev.sluice.operation.server;

/**
 * What a {@code default-server} line of a backend says.
 *
 * @param backend whose
 * @param name empty for the one without a name
 */
public record DefaultServer(String backend, String name) {}
