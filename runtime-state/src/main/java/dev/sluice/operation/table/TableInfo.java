package dev.sluice.operation.table;

import dev.sluice.config.TableSpec;
import dev.sluice.state.table.StickTable;

/**
 * A table.
 *
 * @param spec what was configured
 * @param used entries now
 */
public record TableInfo(TableSpec spec, int used) {
    static TableInfo of(StickTable table) {
        return new TableInfo(table.spec(), table.used());
    }
}
