package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Lists what code is loaded, as {@link Library}s. */
public record ShowLibraries() implements Operation {}
