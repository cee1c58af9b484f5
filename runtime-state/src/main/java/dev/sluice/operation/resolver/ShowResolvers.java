package dev.sluice.operation.resolver;

import dev.sluice.operation.Operation;

/** Lists name servers with what they did, as {@link NameServerStatus}. An empty section stands for all. */
public record ShowResolvers(String section) implements Operation {}
