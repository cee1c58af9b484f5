package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Shows what a word is hidden behind on the text connection. */
public record DebugHash() implements Operation {}
