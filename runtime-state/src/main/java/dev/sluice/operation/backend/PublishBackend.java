package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Has rules of frontends choose a backend. */
public record PublishBackend(String backend) implements Operation {}
