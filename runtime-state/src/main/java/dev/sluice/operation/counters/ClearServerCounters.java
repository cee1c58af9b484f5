package dev.sluice.operation.counters;

import dev.sluice.operation.Operation;
import dev.sluice.operation.server.ServerRef;

/** Clears the counters of one server; quietly says nothing of it. */
public record ClearServerCounters(ServerRef server, boolean quietly) implements Operation {}
