package dev.sluice.config;

import java.util.List;

/**
 * A {@code peers} section.
 *
 * @param name its name
 * @param disabled whether it is switched off
 * @param peers the nodes, in order
 * @param tables its own tables, in order
 */
public record PeersSpec(String name, boolean disabled, List<Peer> peers, List<TableSpec> tables) {
    /** The nodes of the section that is being read. */
    public static final Setting<List<Peer>> PEERS = Setting.of("peer", List.of());
    /** The tables of the section that is being read. */
    public static final Setting<List<TableSpec>> TABLES = Setting.of("table", List.of());

    /** Keeps copies of the lists. */
    public PeersSpec {
        peers = List.copyOf(peers);
        tables = List.copyOf(tables);
    }

    /**
     * A node.
     *
     * @param name its name
     * @param address where it listens, as written
     * @param local whether it is this process
     */
    public record Peer(String name, String address, boolean local) {}
}
