package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Has the agent of a server be asked something else; the empty text asks nothing. */
public record SetServerAgentSend(ServerRef server, String text) implements Operation {}
