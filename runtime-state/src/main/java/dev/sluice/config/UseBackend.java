package dev.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * A {@code use_backend} line.
 *
 * @param backend the name
 * @param condition null for always
 * @param location its line
 */
public record UseBackend(String backend, @Nullable Condition condition, Location location) {}
