package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Counts them from zero again. */
public record ResetRareEvents() implements Operation {}
