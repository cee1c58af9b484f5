package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Changes how many requests a server gets at once; requests that wait look again at once. */
public record SetServerMaxconn(ServerRef server, Checked<Integer> maxconn) implements Operation {}
