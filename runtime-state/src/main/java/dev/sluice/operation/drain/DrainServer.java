package dev.sluice.operation.drain;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.server.ServerRef;

/**
 * Lets a server's sessions end; or has a drain that is under way end otherwise.
 *
 * @param server which
 * @param ending how it is to end
 * @param force whether to do it even to the last server that could serve
 */
public record DrainServer(ServerRef server, Checked<Ending> ending, boolean force) implements Operation {}
