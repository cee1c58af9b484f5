package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Tells what is traced. */
public record ShowTrace() implements Operation {}
