package dev.sluice.operation.server;

import dev.sluice.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Sets several things of a server at once, all or none, as one change.
 *
 * @param server which
 * @param weight 0 to 256; null keeps it
 * @param maxconn 0 has no limit; null keeps it
 * @param address null keeps it
 */
public record UpdateServer(
        ServerRef server,
        @Nullable WeightArgument weight,
        @Nullable Integer maxconn,
        @Nullable AddressArgument address) implements Operation {}
