package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Tells the schema of what is answered as JSON. */
public record ShowSchema() implements Operation {}
