package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Answers with so many bytes. */
public record DebugWrite() implements Operation {}
