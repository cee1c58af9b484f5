package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Reads the configuration again and applies it in place; answers with {@link dev.sluice.state.ReloadReport}. */
public record Reload() implements Operation {}
