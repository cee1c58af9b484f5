package dev.sluice.socket.command;

import java.util.Locale;

/** JSON (RFC 8259) as it is written, one value after the other. Confined to one thread. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    JsonText beginObject() {
        separate();
        text.append('{');
        first = true;
        return this;
    }

    JsonText endObject() {
        text.append('}');
        first = false;
        return this;
    }

    JsonText beginArray() {
        separate();
        text.append('[');
        first = true;
        return this;
    }

    JsonText endArray() {
        text.append(']');
        first = false;
        return this;
    }

    /** The name of what comes next. */
    JsonText name(String name) {
        separate();
        quoted(name);
        text.append(':');
        first = true;
        return this;
    }

    JsonText value(String value) {
        separate();
        quoted(value);
        return this;
    }

    JsonText value(long value) {
        separate();
        text.append(value);
        return this;
    }

    JsonText value(double value) {
        separate();
        text.append(Double.isFinite(value) ? Double.toString(value) : "null");
        return this;
    }

    JsonText value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    JsonText nothing() {
        separate();
        text.append("null");
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || c >= 0x7f) {
                // Names may have any encoding: as escapes, one for each byte, they are JSON whatever it is.
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
