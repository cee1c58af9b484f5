package dev.sluice.operation.process;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Changes how many connections the process takes at once. */
public record SetGlobalMaxconn(Checked<Integer> maxconn) implements Operation {}
