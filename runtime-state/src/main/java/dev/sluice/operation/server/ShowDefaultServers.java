package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Lists what servers can be added {@code from}, as {@link DefaultServer}s. An empty backend stands for all. */
public record ShowDefaultServers(String backend) implements Operation {}
