package dev.sluice.operation.table;

import dev.sluice.operation.Operation;

/**
 * Lists peers sections, as {@link PeersInfo}s.
 *
 * @param section which; empty for all
 */
public record ShowPeers(String section) implements Operation {}
