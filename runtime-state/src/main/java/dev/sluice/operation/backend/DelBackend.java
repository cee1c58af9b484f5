package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Takes a backend out, once it is unpublished, without servers and without streams. */
public record DelBackend(String backend) implements Operation {}
