package dev.sluice.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code show info}, each line ended by LF; the empty line that ends a reply is the protocol's. */
public final class InfoRenderer {
    private static final Tags RATE = new Tags("MRPV");

    private final InfoQuery query;
    private final InfoMoment moment;
    private final List<InfoField> fields = InfoFields.all();
    private int position;

    private InfoRenderer(InfoMoment moment, InfoQuery query) {
        this.moment = moment;
        this.query = query;
    }

    /** The lines as they are while being pulled. */
    public static ChunkSource render(InfoMoment moment, InfoQuery query) {
        InfoRenderer renderer = new InfoRenderer(moment, query);
        return new Pieces(renderer::field);
    }

    /** The values by name, as they are now. */
    public static Map<String, Object> values(InfoMoment moment, boolean decimals) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (InfoField field : InfoFields.all()) {
            FieldValue value = decimals ? field.exactValue(moment) : field.value(moment);
            if (value != null) {
                values.put(field.name(), Values.plain(value));
            }
        }
        return values;
    }

    private boolean field(ByteWriter out) {
        boolean json = query.format() == InfoQuery.Format.JSON;
        if (position == fields.size()) {
            out.put(json ? "]\n" : "");
            return false;
        }
        InfoField field = fields.get(position);
        FieldValue value = query.decimals() ? field.exactValue(moment) : field.value(moment);
        if (value != null && json) {
            out.put(position == 0 ? "[{" : ",{");
            Values.putJson(out, position, field.name(), tags(field, value), value);
            out.put('}');
        } else if (value != null) {
            line(out, field, value);
        }
        position++;
        return true;
    }

    private void line(ByteWriter out, InfoField field, FieldValue value) {
        if (query.format() == InfoQuery.Format.TYPED) {
            Values.putTyped(out, position, field.name(), tags(field, value), value);
        } else {
            out.put(field.name()).put(": ");
            if (value instanceof FieldValue.Text text) {
                out.putCell(text.value());
            } else {
                Values.put(out, value);
            }
        }
        @Nullable String description = query.descriptions() ? field.description() : null;
        Values.putDescription(out, description);
        out.put('\n');
    }

    /** With decimals, a gauge that is a rate is tagged as one. */
    private static Tags tags(InfoField field, FieldValue value) {
        boolean rate = value.type() == FieldType.FLT && field.tags().nature().equals("Gauge");
        return rate ? RATE : field.tags();
    }
}
