package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Lists the defaults sections that have a name, as strings. */
public record ShowDefaults() implements Operation {}
