package dev.sluice.stats;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values are written, alike in {@code show stat} and {@code show info}. */
final class Values {
    private Values() {}

    /** The bare value. */
    static void put(ByteWriter out, FieldValue value) {
        if (value instanceof FieldValue.Whole whole) {
            out.put(whole.value());
        } else if (value instanceof FieldValue.Decimal decimal) {
            out.put(decimal(decimal.value()));
        } else {
            out.put(((FieldValue.Text) value).value());
        }
    }

    /** {@code 8.Uptime_sec.1:MDPV:u32:12}. */
    static void putTyped(ByteWriter out, int position, String name, Tags tags, FieldValue value) {
        out.put(position).put('.').put(name).put(".1:").put(tags.letters()).put(':');
        out.put(value.type().word()).put(':');
        put(out, value);
    }

    /** The description as the typed format and {@code show info} append it; null for none. */
    static void putDescription(ByteWriter out, @Nullable String description) {
        if (description != null) {
            out.put(':').putQuoted(description);
        }
    }

    /** Members {@code field} to {@code value} of an object. */
    static void putJson(ByteWriter out, int position, String name, Tags tags, FieldValue value) {
        out.put("\"field\":{\"pos\":").put(position).put(",\"name\":\"").put(name);
        out.put("\"},\"processNum\":1,\"tags\":{\"origin\":\"").put(tags.origin());
        out.put("\",\"nature\":\"").put(tags.nature());
        out.put("\",\"scope\":\"").put(tags.scope());
        out.put("\"},\"value\":{\"type\":\"").put(value.type().word()).put("\",\"value\":");
        if (value instanceof FieldValue.Text text) {
            out.putJson(text.value());
        } else {
            put(out, value);
        }
        out.put('}');
    }

    /** Up to six decimals, without zeros at the end. */
    static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** A value as a number or a text. */
    static Object plain(FieldValue value) {
        if (value instanceof FieldValue.Whole whole) {
            return whole.value();
        }
        return value instanceof FieldValue.Decimal decimal ? decimal.value() : ((FieldValue.Text) value).value();
    }
}
