package dev.sluice.stats;

import java.util.ArrayList;
import java.util.List;

/** All statistics, in the order of the CSV's columns. Clients read by position: the order only ever grows at its end. */
public final class StatFields {
    private static final List<StatField> COLUMNS = joined(CoreFields.LIST, HealthFields.LIST, LaterFields.LIST);
    private static final List<StatField> MODULE_COLUMNS = ModuleFields.LIST;
    private static final List<StatField> ALL = joined(COLUMNS, MODULE_COLUMNS);

    private StatFields() {}

    /** The fixed columns, 0 to 118. */
    public static List<StatField> columns() {
        return COLUMNS;
    }

    /** The columns after {@code -}. */
    public static List<StatField> moduleColumns() {
        return MODULE_COLUMNS;
    }

    /** Both; the index is the position that the typed and JSON formats show. */
    public static List<StatField> all() {
        return ALL;
    }

    @SafeVarargs
    private static List<StatField> joined(List<StatField>... lists) {
        List<StatField> all = new ArrayList<>();
        for (List<StatField> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }
}
