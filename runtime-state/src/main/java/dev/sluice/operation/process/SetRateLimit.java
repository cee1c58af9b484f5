package dev.sluice.operation.process;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Limits what the process takes in a second. */
public record SetRateLimit(Checked<RateLimit> limit) implements Operation {}
