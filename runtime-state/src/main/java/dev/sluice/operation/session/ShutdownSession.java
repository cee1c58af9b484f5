package dev.sluice.operation.session;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Cuts one session. */
public record ShutdownSession(Checked<Long> id) implements Operation {}
