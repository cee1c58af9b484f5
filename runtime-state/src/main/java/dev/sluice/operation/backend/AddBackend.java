package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/**
 * Adds a backend without servers, which rules choose once it is published.
 *
 * @param name its name
 * @param defaults the defaults section that it takes over
 * @param mode {@code tcp} or {@code http}; empty for what the defaults say
 * @param guid empty for none
 */
public record AddBackend(String name, String defaults, String mode, String guid) implements Operation {}
