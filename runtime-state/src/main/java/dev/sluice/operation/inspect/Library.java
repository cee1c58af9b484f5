package dev.sluice.operation.inspect;

/**
 * A file whose code is loaded.
 *
 * @param start first address; 0 where it has none, as archives of classes
 * @param end address behind the last
 * @param path where it lies
 */
public record Library(long start, long end, String path) {}
