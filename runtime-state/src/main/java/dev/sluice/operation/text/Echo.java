package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Repeats a text. */
public record Echo(String text) implements Operation {}
