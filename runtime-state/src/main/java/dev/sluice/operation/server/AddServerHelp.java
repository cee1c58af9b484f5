package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Lists what {@code add server} takes, as the {@link dev.sluice.config.parse.Keywords} of the program. */
public record AddServerHelp() implements Operation {}
