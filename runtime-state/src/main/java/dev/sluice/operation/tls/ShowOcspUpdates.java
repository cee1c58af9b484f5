package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists when those are asked for again. */
public record ShowOcspUpdates() implements Operation {}
