package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Tells a server's weights, as {@link WeightInfo}. */
public record GetWeight(ServerRef server) implements Operation {}
