package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Has the text connection hide names, or show them again. */
public record SetAnon() implements Operation {}
