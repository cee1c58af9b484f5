package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Lists the newest changes, or follows them. */
public record ShowEvents() implements Operation {}
