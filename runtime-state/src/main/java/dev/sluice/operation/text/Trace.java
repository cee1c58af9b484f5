package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Lists what can be traced. */
public record Trace() implements Operation {}
