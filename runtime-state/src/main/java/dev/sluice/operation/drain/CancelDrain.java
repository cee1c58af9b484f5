package dev.sluice.operation.drain;

import dev.sluice.operation.Operation;
import dev.sluice.operation.server.ServerRef;

/** Ends a drain, and with it the draining unless that was wanted before. */
public record CancelDrain(ServerRef server) implements Operation {}
