package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Lists caches, of which there are none. */
public record ShowCaches() implements Operation {}
