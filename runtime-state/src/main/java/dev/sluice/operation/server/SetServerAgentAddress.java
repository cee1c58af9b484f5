package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Has the agent of a server be asked elsewhere. */
public record SetServerAgentAddress(ServerRef server, Checked<AddressArgument> address) implements Operation {}
