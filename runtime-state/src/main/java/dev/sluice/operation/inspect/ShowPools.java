package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Lists where memory goes, as {@link MemoryPool}s. */
public record ShowPools() implements Operation {}
