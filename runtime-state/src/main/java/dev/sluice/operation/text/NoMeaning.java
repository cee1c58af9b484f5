package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Stands for commands that can have no meaning here. */
public record NoMeaning() implements Operation {}
