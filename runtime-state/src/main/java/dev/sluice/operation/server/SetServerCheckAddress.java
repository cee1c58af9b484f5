package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Has the health checks of a server go to another address, and to another port where one is said. */
public record SetServerCheckAddress(ServerRef server, Checked<AddressArgument> address) implements Operation {}
