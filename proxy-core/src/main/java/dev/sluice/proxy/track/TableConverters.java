package dev.sluice.proxy.track;

import dev.sluice.config.TableData;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.proxy.track.TableFetches.Value;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import dev.sluice.state.table.TableKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of the entry whose key is the sample. */
public final class TableConverters {
    private static final Signature TABLE = Signature.of(0, Kind.TABLE);
    private static final Signature INDEX_TABLE = Signature.of(1, Kind.SINT, Kind.TABLE);
    private static final Signature TABLE_DEFAULT = Signature.of(0, Kind.TABLE, Kind.SINT);

    /** One declaration each. */
    public static final List<Converter> ALL = join();

    private TableConverters() {}

    private static List<Converter> join() {
        List<Converter> all = new ArrayList<>();
        for (Reading reading : Reading.values()) {
            all.add(number(
                    "table_" + reading.converterWord(),
                    reading.isChange(),
                    (table, entry, sample) ->
                            entry == null ? sample.integer(0) : held(sample, reading.of(table, entry))));
        }
        for (ArrayReading reading : ArrayReading.values()) {
            all.add(element(reading));
        }
        all.add(number(
                "table_trackers",
                false,
                (table, entry, sample) -> sample.integer(entry == null ? 0 : entry.references())));
        all.add(number(
                "table_server_id",
                false,
                (table, entry, sample) -> entry == null
                        ? sample.integer(0)
                        : held(sample, Reading.read(table, entry, TableData.SERVER_ID, 0))));
        all.add(Converter.of(
                "in_table",
                TABLE,
                SampleType.ANY,
                SampleType.BOOL,
                "whether a table has the key",
                (arguments, scope) -> of(
                        TableArgument.table(scope, arguments.text(0), "'in_table'"),
                        false,
                        (table, entry, sample) -> sample.bool(entry != null))));
        all.add(time("table_expire", "how long the entry of a key stays", StickTable::expiresIn));
        all.add(time("table_idle", "how long the entry of a key was not touched", StickTable::idle));
        return List.copyOf(all);
    }

    private static boolean held(Sample sample, long value) {
        return value != Reading.MISSING && sample.integer(value);
    }

    private static Converter number(String name, boolean makes, Value value) {
        return Converter.of(
                name,
                TABLE,
                SampleType.ANY,
                SampleType.SINT,
                "'" + name.substring("table_".length()) + "' of the entry of a key",
                (arguments, scope) ->
                        of(TableArgument.table(scope, arguments.text(0), "'" + name + "'"), makes, value));
    }

    private static Converter element(ArrayReading reading) {
        String name = "table_" + reading.converterWord();
        return Converter.of(
                name,
                INDEX_TABLE,
                SampleType.ANY,
                SampleType.SINT,
                "an element's '" + reading.converterWord() + "' of the entry of a key",
                (arguments, scope) -> {
                    int index = (int) arguments.number(0);
                    return of(
                            TableArgument.table(scope, arguments.text(1), "'" + name + "'"),
                            reading.isChange(),
                            (table, entry, sample) ->
                                    entry == null ? sample.integer(0) : held(sample, reading.of(table, entry, index)));
                });
    }

    private interface Span {
        long of(StickTable table, TableEntry entry);
    }

    private static Converter time(String name, String documentation, Span span) {
        return Converter.of(name, TABLE_DEFAULT, SampleType.ANY, SampleType.SINT, documentation, (arguments, scope) -> {
            boolean always = arguments.has(1);
            long otherwise = arguments.number(1, 0);
            return of(
                    TableArgument.table(scope, arguments.text(0), "'" + name + "'"),
                    false,
                    (table, entry, sample) -> entry == null
                            ? always && sample.integer(otherwise)
                            : sample.integer(span.of(table, entry)));
        });
    }

    private static Evaluator of(@Nullable StickTable table, boolean makes, Value value) {
        return (context, sample) -> {
            if (table == null) {
                return false;
            }
            TableKey key = SampleKeys.of(table, sample, context);
            return key != null && TableFetches.with(table, key, makes, value, sample);
        };
    }
}
