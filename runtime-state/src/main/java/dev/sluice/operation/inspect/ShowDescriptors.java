package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Lists open descriptors, as {@link Descriptor}s. */
public record ShowDescriptors() implements Operation {}
