package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Lists the sockets that commands come in by, as {@link dev.sluice.operation.AdminSocket}s. */
public record ShowAdminSockets() implements Operation {}
