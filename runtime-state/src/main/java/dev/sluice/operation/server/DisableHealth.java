package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Switches a server's health check off. */
public record DisableHealth(ServerRef server) implements Operation {}
