package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Has no rule of a frontend choose a backend any more; its checks go on, and so does what is established. */
public record UnpublishBackend(String backend) implements Operation {}
