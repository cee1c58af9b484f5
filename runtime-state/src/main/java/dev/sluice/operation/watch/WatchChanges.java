package dev.sluice.operation.watch;

import dev.sluice.operation.Operation;

/** Asks to follow changes; the value is {@link dev.sluice.operation.Events}. */
public record WatchChanges() implements Operation {}
