package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.socket.line.WireText;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.stats.ChunkSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Any outcome as JSON, for connections that asked for it: rows as an array, a value as an object, a message as an object with a text. A record
 * becomes an object of its components, named as they are with underscores; proxies and servers become names.
 */
final class JsonReply {
    /** Deeper than this nothing is nested; what points back to where it came from ends there. */
    private static final int DEPTH_MAX = 8;

    private JsonReply() {}

    /** The reply. */
    static Reply of(Outcome outcome) {
        return outcome.match(JsonReply::done, rows -> new Reply.Dump(array(rows.rows())), JsonReply::refused);
    }

    private static Reply done(Outcome.Done done) {
        Object value = done.value();
        if (value instanceof Cursor<?> rows) {
            return new Reply.Dump(array(rows));
        }
        JsonText json = new JsonText();
        if (value == null) {
            json.beginObject().name("text").value(done.text()).endObject();
        } else {
            write(json, value, 0);
        }
        return Reply.data(json.toString());
    }

    private static Reply refused(Outcome.Refused refused) {
        JsonText json = new JsonText().beginObject();
        json.name("error").beginObject();
        json.name("reason").value(refused.reason().name());
        json.name("severity").value(refused.severity().word());
        json.name("text").value(refused.text());
        return Reply.data(json.endObject().endObject().toString());
    }

    /** What has no typed answer, as the lines of its text. */
    static Reply of(Reply reply) {
        if (reply instanceof Reply.Message message) {
            JsonText json = new JsonText().beginObject();
            json.name("severity").value(message.severity().word());
            json.name("text").value(message.text());
            return Reply.data(json.endObject().toString());
        }
        if (reply instanceof Reply.Dump dump) {
            StringBuilder all = new StringBuilder();
            for (byte[] chunk = dump.chunks().next();
                    chunk != null;
                    chunk = dump.chunks().next()) {
                all.append(WireText.decode(chunk));
            }
            if (all.length() > 0 && (all.charAt(0) == '{' || all.charAt(0) == '[')) {
                return Reply.data(all.toString());
            }
            JsonText json = new JsonText().beginArray();
            all.toString().lines().forEach(json::value);
            return Reply.data(json.endArray().toString());
        }
        return reply;
    }

    /** An array on a line, written as it is pulled. */
    private static ChunkSource array(Cursor<?> rows) {
        return new ChunkSource() {
            private static final int PIECE = 8192;
            private boolean begun;
            private boolean ended;

            @Override
            public byte @Nullable [] next() {
                if (ended) {
                    return null;
                }
                StringBuilder piece = new StringBuilder(begun ? "" : "[");
                while (piece.length() < PIECE && !ended) {
                    Object row = rows.next();
                    if (row == null) {
                        ended = true;
                        piece.append("]\n");
                    } else {
                        JsonText json = new JsonText();
                        write(json, row, 0);
                        piece.append(begun ? "," : "").append(json);
                        begun = true;
                    }
                }
                begun = true;
                return piece.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
        };
    }

    private static void write(JsonText json, @Nullable Object value, int depth) {
        if (value == null || depth > DEPTH_MAX) {
            json.nothing();
        } else if (value instanceof Boolean flag) {
            json.value(flag);
        } else if (value instanceof Double || value instanceof Float) {
            json.value(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            json.value(number.longValue());
        } else if (value instanceof Enum<?> constant) {
            json.value(constant.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof Map<?, ?> map) {
            json.beginObject();
            map.forEach((name, each) -> write(json.name(String.valueOf(name)), each, depth + 1));
            json.endObject();
        } else if (value instanceof Map.Entry<?, ?> entry) {
            json.beginObject();
            write(json.name(String.valueOf(entry.getKey())), entry.getValue(), depth + 1);
            json.endObject();
        } else if (value instanceof Collection<?> collection) {
            json.beginArray();
            collection.forEach(each -> write(json, each, depth + 1));
            json.endArray();
        } else {
            writeOther(json, value, depth);
        }
    }

    private static void writeOther(JsonText json, Object value, int depth) {
        if (value instanceof Optional<?> optional) {
            write(json, optional.orElse(null), depth);
        } else if (value instanceof OptionalInt number) {
            write(json, number.isPresent() ? number.getAsInt() : null, depth);
        } else if (value instanceof OptionalLong number) {
            write(json, number.isPresent() ? number.getAsLong() : null, depth);
        } else if (value instanceof Proxy proxy && depth == 0) {
            json.beginObject().name("name").value(proxy.name()).endObject();
        } else if (value instanceof Server server && depth == 0) {
            json.beginObject().name("name").value(server.toString()).endObject();
        } else if (value instanceof byte[] bytes) {
            json.value(WireText.decode(bytes));
        } else if (value instanceof Record) {
            record(json, value, depth);
        } else if (value instanceof CharSequence || value instanceof Proxy || value instanceof Server) {
            json.value(value.toString());
        } else {
            // What has no shape might say more than it should, such as a key.
            assert false : "no shape for JSON: " + value.getClass();
            json.nothing();
        }
    }

    private static void record(JsonText json, Object value, int depth) {
        json.beginObject();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            write(json.name(underscored(component.getName())), read(component, value), depth + 1);
        }
        json.endObject();
    }

    private static @Nullable Object read(RecordComponent component, Object from) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(from);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String underscored(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
