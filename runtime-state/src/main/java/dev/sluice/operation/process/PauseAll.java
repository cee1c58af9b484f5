package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Pauses all frontends, as SIGTTOU does. */
public record PauseAll() implements Operation {}
