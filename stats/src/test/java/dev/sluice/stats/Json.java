package dev.sluice.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads JSON as RFC 8259 says, strictly; numbers stay the text they are. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text.strip());
        Object value = json.value();
        if (json.at != json.text.length()) {
            throw json.unexpected();
        }
        return value;
    }

    @SuppressWarnings("unchecked") // A list that was parsed holds anything.
    static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // The keys that were parsed are strings.
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private Object value() {
        while (text.charAt(at) == ' ') {
            at++;
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (text.charAt(at) == '}') {
            at++;
            return members;
        }
        do {
            String key = string();
            expect(':');
            if (members.put(key, value()) != null) {
                throw unexpected();
            }
        } while (another('}'));
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        expect('[');
        if (text.charAt(at) == ']') {
            at++;
            return values;
        }
        do {
            values.add(value());
        } while (another(']'));
        return values;
    }

    private boolean another(char end) {
        if (text.charAt(at) == end) {
            at++;
            return false;
        }
        expect(',');
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < 0x20) {
                throw unexpected();
            }
            string.append(c == '\\' ? escape() : c);
        }
        at++;
        return string.toString();
    }

    private char escape() {
        char c = text.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        if (c != '"' && c != '\\') {
            throw unexpected();
        }
        return c;
    }

    private String number() {
        int start = at;
        while (at < text.length() && "-.0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?")) {
            throw unexpected();
        }
        return number;
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw unexpected();
        }
        at++;
    }

    private IllegalArgumentException unexpected() {
        int from = Math.max(0, at - 30);
        return new IllegalArgumentException("not JSON near " + text.substring(from, Math.min(text.length(), at + 30)));
    }
}
