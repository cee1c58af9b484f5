package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Gives a server a new weight; takes part in balancing from the next decision on. */
public record SetServerWeight(ServerRef server, Checked<WeightArgument> weight) implements Operation {}
