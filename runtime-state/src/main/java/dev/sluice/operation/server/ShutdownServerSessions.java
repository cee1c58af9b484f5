package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Cuts all sessions of a server; answers with {@link SessionsCut}. */
public record ShutdownServerSessions(ServerRef server) implements Operation {}
