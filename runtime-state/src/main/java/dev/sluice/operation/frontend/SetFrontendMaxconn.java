package dev.sluice.operation.frontend;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Changes how many connections a frontend takes at once. */
public record SetFrontendMaxconn(String frontend, Checked<Integer> maxconn) implements Operation {}
