package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Changes where connections to a server go; established ones stay. */
public record SetServerAddress(ServerRef server, Checked<AddressArgument> address) implements Operation {}
