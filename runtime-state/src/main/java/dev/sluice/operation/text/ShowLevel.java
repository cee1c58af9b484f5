package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Tells the level of the text connection. */
public record ShowLevel() implements Operation {}
