package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Switches experimental commands on or off for the text connection. */
public record ExperimentalMode() implements Operation {}
