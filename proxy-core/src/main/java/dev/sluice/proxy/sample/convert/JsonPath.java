package dev.sluice.proxy.sample.convert;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON: members by their names, elements by their numbers. What it leads to is found in one pass; what stands behind that is
 * not looked at, so that a text that was cut off still has its first members.
 *
 * @param steps names, or numbers of elements
 */
record JsonPath(List<Step> steps) {
    /** Nested deeper than any text for people, and little enough for the stack. */
    private static final int DEPTH_MAX = 64;

    /** @param name of a member; null for an element */
    private record Step(@Nullable String name, int element) {}

    /** What a value is. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING,
        ARRAY,
        OBJECT
    }

    /** Where a value stands; of a text what is between its quotes. */
    record Found(Kind kind, int start, int end) {}

    /** Reads {@code $.name[0]} and the like, which begins with the dollar sign; a backslash makes a dot part of a name. */
    static JsonPath parse(String text) {
        assert text.startsWith("$") : text;
        List<Step> steps = new ArrayList<>();
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                int close = text.indexOf(']', at);
                String number = close < 0 ? "" : text.substring(at + 1, close);
                boolean first = number.equals("*");
                if (!first && !number.matches("[0-9]{1,6}")) {
                    throw new IllegalArgumentException(text);
                }
                steps.add(new Step(null, first ? 0 : Integer.parseInt(number)));
                at = close + 1;
            } else if (text.charAt(at) == '.') {
                StringBuilder name = new StringBuilder();
                at++;
                while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
                    at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
                    name.append(text.charAt(at++));
                }
                steps.add(new Step(name.toString(), -1));
            } else {
                throw new IllegalArgumentException(text);
            }
        }
        return new JsonPath(List.copyOf(steps));
    }

    /** What it leads to in {@code text}; null for nothing. */
    @Nullable
    Found find(String text) {
        Reader reader = new Reader(text);
        for (Step step : steps) {
            if (!reader.enter(step)) {
                return null;
            }
        }
        return reader.value(0);
    }

    /** A text without its escapes; null where one of them is none. Characters past the first 256 have no place in it. */
    static byte @Nullable [] unescaped(String raw) {
        ByteArrayOutputStream made = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                made.write(c);
                continue;
            }
            char escape = ++i < raw.length() ? raw.charAt(i) : 0;
            int at = "\"\\bfnrt".indexOf(escape);
            if (at >= 0) {
                made.write("\"\\\b\f\n\r\t".charAt(at));
            } else if (escape == 'u' && raw.startsWith("00", i + 1) && raw.length() > i + 4) {
                int code = Character.digit(raw.charAt(i + 3), 16) << 4 | Character.digit(raw.charAt(i + 4), 16);
                if (code < 0) {
                    return null;
                }
                made.write(code);
                i += 4;
            } else {
                return null;
            }
        }
        return made.toByteArray();
    }

    /** Goes through a text once. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        private char next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private boolean accept(char wanted) {
            boolean there = next() == wanted;
            at += there ? 1 : 0;
            return there;
        }

        /** Stands on the value of a member, or on an element, afterwards. */
        boolean enter(Step step) {
            String name = step.name();
            if (!accept(name == null ? '[' : '{')) {
                return false;
            }
            for (int number = 0; ; number++) {
                char c = next();
                if (c == 0 || c == ']' || c == '}') {
                    return false;
                }
                if (name == null ? number == step.element() : isNamed(name)) {
                    return true;
                }
                if (value(0) == null || !accept(',')) {
                    return false;
                }
            }
        }

        /** Reads the name of a member and the colon behind it. */
        private boolean isNamed(String name) {
            Found found = next() == '"' ? value(0) : null;
            return found != null
                    && accept(':')
                    && text.substring(found.start(), found.end()).equals(name);
        }

        @Nullable
        Found value(int depth) {
            char c = next();
            int start = at;
            if (c == '"') {
                return string();
            }
            if (c == '{' || c == '[') {
                return depth < DEPTH_MAX && nested(c == '{', depth)
                        ? new Found(c == '{' ? Kind.OBJECT : Kind.ARRAY, start, at)
                        : null;
            }
            if (c == '-' || c >= '0' && c <= '9') {
                while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                return new Found(Kind.NUMBER, start, at);
            }
            for (String word : List.of("true", "false", "null")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return new Found(word.equals("null") ? Kind.NOTHING : Kind.TRUTH, start, at);
                }
            }
            return null;
        }

        private @Nullable Found string() {
            int start = ++at;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            return at < text.length() ? new Found(Kind.TEXT, start, at++) : null;
        }

        private boolean nested(boolean object, int depth) {
            char end = object ? '}' : ']';
            at++;
            while (!accept(end)) {
                if (object && (next() != '"' || value(depth + 1) == null || !accept(':'))
                        || value(depth + 1) == null
                        || !accept(',') && next() != end) {
                    return false;
                }
            }
            return true;
        }
    }
}
