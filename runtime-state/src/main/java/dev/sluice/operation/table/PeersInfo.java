package dev.sluice.operation.table;

import dev.sluice.config.PeersSpec;
import dev.sluice.state.table.StickTable;
import java.util.List;

/**
 * A peers section.
 *
 * @param spec what was configured
 * @param tables those that belong to it, its own and those of proxies
 */
public record PeersInfo(PeersSpec spec, List<StickTable> tables) {
    /** Keeps a copy of the list. */
    public PeersInfo {
        tables = List.copyOf(tables);
    }
}
