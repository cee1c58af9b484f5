package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Has the text connection answer in another form. */
public record SetOutput() implements Operation {}
