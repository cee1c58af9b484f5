package dev.sluice.stats;

import dev.sluice.operation.Cursor;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows of {@code show stat}, each line ended by LF; the empty line that ends a reply is the protocol's. */
public final class StatRenderer {
    private static final byte[] HEADER = header();

    private final Cursor<StatSubject> rows;
    private final StatQuery query;
    private final StatMoment moment;
    private boolean started;
    private boolean anyRow;

    private StatRenderer(Cursor<StatSubject> rows, RuntimeState state, Clock clock, StatQuery query) {
        this.rows = rows;
        this.query = query;
        this.moment = new StatMoment(state, clock.millis(), query.legends(), query.shown() != StatQuery.Shown.ALL);
    }

    /** The rows of a query in its format, as they are while being pulled. */
    public static ChunkSource render(RuntimeState state, Clock clock, StatQuery query) {
        return render(new StatRows(state.topology(), query), state, clock, query);
    }

    /** These rows, which were chosen already, in the query's format. */
    public static ChunkSource render(Cursor<StatSubject> rows, RuntimeState state, Clock clock, StatQuery query) {
        StatRenderer renderer = new StatRenderer(rows, state, clock, query);
        return new Pieces(
                switch (query.format()) {
                    case CSV -> renderer::csv;
                    case TYPED -> renderer::typed;
                    case JSON -> renderer::json;
                });
    }

    /** The rows of a query as values by name, as they are while being pulled. */
    public static Cursor<Map<String, Object>> values(RuntimeState state, Clock clock, StatQuery query) {
        return values(new StatRows(state.topology(), query), state, clock, query);
    }

    /** These rows, which were chosen already, as values by name. */
    static Cursor<Map<String, Object>> values(
            Cursor<StatSubject> rows, RuntimeState state, Clock clock, StatQuery query) {
        StatMoment moment =
                new StatMoment(state, clock.millis(), query.legends(), query.shown() != StatQuery.Shown.ALL);
        return () -> {
            StatSubject subject = rows.next();
            return subject == null ? null : values(subject, moment);
        };
    }

    private static Map<String, Object> values(StatSubject subject, StatMoment moment) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (StatField field : StatFields.all()) {
            FieldValue value = field.value(subject, moment);
            if (value != null) {
                values.put(field.name(), Values.plain(value));
            }
        }
        return values;
    }

    private static byte[] header() {
        StringBuilder names = new StringBuilder("# ");
        StatFields.columns().forEach(field -> names.append(field.name()).append(','));
        names.append("-,");
        StatFields.moduleColumns().forEach(field -> names.append(field.name()).append(','));
        return names.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private boolean csv(ByteWriter out) {
        if (!started) {
            started = true;
            out.put(HEADER);
            return true;
        }
        StatSubject subject = rows.next();
        if (subject == null) {
            return false;
        }
        for (StatField field : StatFields.columns()) {
            putCell(out, field.value(subject, moment));
        }
        out.put('-').put(',');
        for (StatField field : StatFields.moduleColumns()) {
            putCell(out, field.value(subject, moment));
        }
        out.put('\n');
        return true;
    }

    private static void putCell(ByteWriter out, @Nullable FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            out.putCell(text.value());
        } else if (value != null) {
            Values.put(out, value);
        }
        out.put(',');
    }

    private boolean typed(ByteWriter out) {
        StatSubject subject = rows.next();
        if (subject == null) {
            return false;
        }
        List<StatField> fields = StatFields.all();
        for (int position = 0; position < fields.size(); position++) {
            StatField field = fields.get(position);
            FieldValue value = field.value(subject, moment);
            Tags tags = field.tags(subject.kind());
            if (value != null && tags != null) {
                out.put(subject.kind().letter()).put('.').put(subject.proxy().id());
                out.put('.').put(subject.id()).put('.');
                Values.putTyped(out, position, field.name(), tags, value);
                Values.putDescription(out, query.descriptions() ? field.description() : null);
                out.put('\n');
            }
        }
        return true;
    }

    private boolean json(ByteWriter out) {
        StatSubject subject = rows.next();
        if (subject == null) {
            out.put(anyRow ? "]\n" : "[]\n");
            return false;
        }
        out.put(anyRow ? ",[" : "[[");
        anyRow = true;
        boolean first = true;
        List<StatField> fields = StatFields.all();
        for (int position = 0; position < fields.size(); position++) {
            StatField field = fields.get(position);
            FieldValue value = field.value(subject, moment);
            Tags tags = field.tags(subject.kind());
            if (value != null && tags != null) {
                out.put(first ? "" : ",")
                        .put("{\"objType\":\"")
                        .put(subject.kind().word());
                out.put("\",\"proxyId\":").put(subject.proxy().id());
                out.put(",\"id\":").put(subject.id()).put(',');
                Values.putJson(out, position, field.name(), tags, value);
                out.put('}');
                first = false;
            }
        }
        out.put(']');
        return true;
    }
}
