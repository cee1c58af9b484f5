package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Overrides what is known of a server's health, until its next check. */
public record SetServerHealth(ServerRef server, Checked<HealthWord> health) implements Operation {}
