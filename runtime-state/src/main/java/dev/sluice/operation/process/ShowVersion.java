package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Tells the version. */
public record ShowVersion() implements Operation {}
