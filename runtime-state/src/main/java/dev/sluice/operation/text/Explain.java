package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Explains a command. */
public record Explain() implements Operation {}
