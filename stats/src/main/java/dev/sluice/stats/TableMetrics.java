package dev.sluice.stats;

import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.Tables;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Stick tables as metrics: how many entries there may be, and how many there are. */
final class TableMetrics {
    private TableMetrics() {}

    static void write(ByteWriter out, Tables tables, Predicate<String> wanted) {
        family(
                out,
                tables,
                wanted,
                "size",
                "Entries that a stick table has room for",
                each -> each.spec().size());
        family(out, tables, wanted, "used", "Entries of a stick table now", StickTable::used);
    }

    private static void family(
            ByteWriter out,
            Tables tables,
            Predicate<String> wanted,
            String name,
            String help,
            ToIntFunction<StickTable> value) {
        String family = "haproxy_sticktable_" + name;
        if (tables.all().isEmpty() || !wanted.test(family)) {
            return;
        }
        out.put("# HELP ")
                .put(family)
                .put(' ')
                .put(help)
                .put("\n# TYPE ")
                .put(family)
                .put(" gauge\n");
        for (StickTable table : tables.all()) {
            // Names of proxies and sections have no character that a label would have to escape.
            out.put(family)
                    .put("{name=\"")
                    .put(table.name())
                    .put("\",type=\"")
                    .put(table.spec().type().word())
                    .put("\"} ")
                    .put(Integer.toString(value.applyAsInt(table)))
                    .put('\n');
        }
    }
}
