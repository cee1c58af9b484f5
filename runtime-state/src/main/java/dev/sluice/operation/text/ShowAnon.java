package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Tells whether the text connection hides names. */
public record ShowAnon() implements Operation {}
