package dev.sluice.proxy.track;

import dev.sluice.config.TableData;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import dev.sluice.state.table.TableKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of tables, of tracked entries, and of the entry of the client's address. */
public final class TableFetches {
    /** Numbers that have fetches of their own, such as {@code sc0_conn_cnt}. */
    private static final int SHORT_FORMS = 3;

    private static final Signature TABLE = Signature.of(0, Kind.TABLE);
    private static final Signature NUMBER_TABLE = Signature.of(1, Kind.SINT, Kind.TABLE);
    private static final Signature INDEX_NUMBER_TABLE = Signature.of(2, Kind.SINT, Kind.SINT, Kind.TABLE);

    /** One declaration each. */
    public static final List<Fetch> ALL = join();

    private TableFetches() {}

    /** Something about what a look-up found. */
    @FunctionalInterface
    interface Value {
        /** Writes it; false where there is none. */
        boolean of(StickTable table, @Nullable TableEntry entry, Sample sample);
    }

    private static List<Fetch> join() {
        List<Fetch> all = new ArrayList<>();
        for (Reading reading : Reading.values()) {
            String of = "'" + reading.word() + "' of the entry ";
            tracked(all, reading.word(), SampleType.SINT, of + "that is tracked", reading.isChange(), value(reading));
            all.add(source(
                    "src_" + reading.word(), of + "of the client's address", reading.isChange(), value(reading)));
        }
        for (ArrayReading reading : ArrayReading.values()) {
            arrays(all, reading);
        }
        tracked(
                all,
                "tracked",
                SampleType.BOOL,
                "whether an entry is tracked",
                false,
                (table, entry, sample) -> sample.bool(entry != null));
        tracked(
                all,
                "trackers",
                SampleType.SINT,
                "how many track the same entry",
                false,
                (table, entry, sample) -> sample.integer(entry == null ? 0 : entry.references()));
        keys(all);
        all.add(source("src_updt_conn_cnt", "counts a connection of the client's address", true, TableFetches::update));
        all.add(ofTable("table_cnt", "entries of a table", StickTable::used));
        all.add(ofTable("table_avl", "entries that a table has room for", StickTable::available));
        return List.copyOf(all);
    }

    private static Value value(Reading reading) {
        return (table, entry, sample) -> entry == null ? sample.integer(0) : held(sample, reading.of(table, entry));
    }

    private static Value value(ArrayReading reading, int index) {
        return (table, entry, sample) ->
                entry == null ? sample.integer(0) : held(sample, reading.of(table, entry, index));
    }

    private static boolean held(Sample sample, long value) {
        return value != Reading.MISSING && sample.integer(value);
    }

    private static boolean update(StickTable table, @Nullable TableEntry entry, Sample sample) {
        if (entry == null || !table.stores(TableData.CONN_CNT)) {
            return false;
        }
        table.add(entry, TableData.CONN_RATE, 0, 1);
        return sample.integer(table.add(entry, TableData.CONN_CNT, 0, 1));
    }

    /** The long form and the short ones of what is told of a tracked entry. */
    private static void tracked(
            List<Fetch> all, String word, SampleType type, String documentation, boolean makes, Value value) {
        boolean always = type == SampleType.BOOL;
        all.add(Fetch.of(
                "sc_" + word,
                NUMBER_TABLE,
                type,
                Layer.INTERNAL,
                documentation,
                (arguments, scope) -> new OfTracked(
                        (int) arguments.number(0), other(arguments, 1, scope, "sc_" + word), makes, always, value)));
        for (int i = 0; i < SHORT_FORMS; i++) {
            int number = i;
            String name = "sc" + i + "_" + word;
            all.add(Fetch.of(
                    name,
                    TABLE,
                    type,
                    Layer.INTERNAL,
                    documentation,
                    (arguments, scope) ->
                            new OfTracked(number, other(arguments, 0, scope, name), makes, always, value)));
        }
    }

    private static void arrays(List<Fetch> all, ArrayReading reading) {
        String of = "an element's '" + reading.word() + "' of the entry ";
        String name = "sc_" + reading.word();
        all.add(Fetch.of(
                name,
                INDEX_NUMBER_TABLE,
                SampleType.SINT,
                Layer.INTERNAL,
                of + "that is tracked",
                (arguments, scope) -> new OfTracked(
                        (int) arguments.number(1),
                        other(arguments, 2, scope, name),
                        reading.isChange(),
                        false,
                        value(reading, (int) arguments.number(0)))));
        String sourceName = "src_" + reading.word();
        all.add(Fetch.of(
                sourceName,
                NUMBER_TABLE,
                SampleType.SINT,
                Layer.CONNECTION,
                of + "of the client's address",
                (arguments, scope) -> ofSource(
                        TableArgument.table(scope, arguments.text(1), "'" + sourceName + "'"),
                        reading.isChange(),
                        value(reading, (int) arguments.number(0)))));
    }

    /** Another table than the one that is tracked in; null where none is named. */
    private static @Nullable StickTable other(Arguments arguments, int index, CompileScope scope, String name)
            throws SampleException {
        return arguments.has(index) ? TableArgument.table(scope, arguments.text(index), "'" + name + "'") : null;
    }

    private static Fetch source(String name, String documentation, boolean makes, Value value) {
        return Fetch.of(
                name,
                TABLE,
                SampleType.SINT,
                Layer.CONNECTION,
                documentation,
                (arguments, scope) ->
                        ofSource(TableArgument.table(scope, arguments.text(0), "'" + name + "'"), makes, value));
    }

    private static Evaluator ofSource(@Nullable StickTable table, boolean makes, Value value) {
        return (context, sample) -> {
            if (table == null) {
                return false;
            }
            TableKey key = SampleKeys.ofSource(table, context);
            return key != null && with(table, key, makes, value, sample);
        };
    }

    /** Looks up, or makes where that is to be done, and tells. */
    static boolean with(StickTable table, TableKey key, boolean makes, Value value, Sample sample) {
        if (!makes) {
            return value.of(table, table.find(key), sample);
        }
        TableEntry entry = table.acquire(key);
        if (entry == null) {
            return false;
        }
        boolean told = value.of(table, entry, sample);
        table.release(entry);
        return told;
    }

    private static void keys(List<Fetch> all) {
        String documentation = "the key that is tracked";
        all.add(Fetch.of(
                "sc_key",
                Signature.of(1, Kind.SINT),
                SampleType.ANY,
                Layer.INTERNAL,
                documentation,
                (arguments, scope) -> key((int) arguments.number(0))));
        for (int i = 0; i < SHORT_FORMS; i++) {
            int number = i;
            all.add(Fetch.of(
                    "sc" + i + "_key",
                    SampleType.ANY,
                    Layer.INTERNAL,
                    documentation,
                    (context, sample) -> key(number).evaluate(context, sample)));
        }
    }

    private static Evaluator key(int number) {
        return (context, sample) -> {
            StickTable table = Tracked.table(context, number);
            TableEntry entry = Tracked.entry(context, number);
            if (table == null || entry == null) {
                return false;
            }
            byte[] bytes = entry.keyBytes();
            return switch (table.spec().type()) {
                case IP -> sample.ipv4(entry.keyNumber());
                case IPV6 -> sample.ipv6(bytes, 0);
                case INTEGER -> sample.integer(entry.keyNumber());
                case STRING -> sample.text(bytes);
                case BINARY -> sample.binary(bytes, 0, bytes.length);
            };
        };
    }

    private interface Count {
        int of(StickTable table);
    }

    private static Fetch ofTable(String name, String documentation, Count count) {
        return Fetch.of(name, TABLE, SampleType.SINT, Layer.INTERNAL, documentation, (arguments, scope) -> {
            StickTable table = TableArgument.table(scope, arguments.text(0), "'" + name + "'");
            return (context, sample) -> table != null && sample.integer(count.of(table));
        });
    }

    /**
     * Tells of a tracked entry.
     *
     * @param number under which it is tracked
     * @param other a table in which its key is looked up instead; null for the one it is tracked in
     * @param makes whether it is made there if need be
     * @param always whether there is an answer when nothing is tracked
     * @param value what is told
     */
    private record OfTracked(int number, @Nullable StickTable other, boolean makes, boolean always, Value value)
            implements Evaluator {
        @Override
        public boolean evaluate(SampleContext context, Sample sample) {
            StickTable table = number < 0 ? null : Tracked.table(context, number);
            TableEntry entry = number < 0 ? null : Tracked.entry(context, number);
            if (table == null || entry == null) {
                return always && sample.bool(false);
            }
            return other == null || other == table
                    ? value.of(table, entry, sample)
                    : with(other, entry.toKey(), makes, value, sample);
        }
    }
}
