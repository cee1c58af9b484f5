package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Ends the text connection. */
public record Quit() implements Operation {}
