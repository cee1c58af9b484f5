package dev.sluice.config.keyword;

import dev.sluice.config.Setting;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;
import java.util.List;

/** The usual forms of keywords, as handlers. */
final class Forms {
    private Forms() {}

    /** No arguments: the line says yes, or with {@code no} before it no. */
    static Handler flag(Setting<Boolean> setting) {
        return line -> choose(line, setting, true, false);
    }

    /** No arguments: the line says {@code value}. */
    static <T> Handler fixed(Setting<T> setting, T value) {
        return line -> line.set(setting, value);
    }

    /** Says {@code yes}, with {@code no} before it {@code no}; {@code default} takes back what was said. */
    static <T> void choose(Line line, Setting<T> setting, T yes, T no) {
        if (line.defaulted()) {
            line.unset(setting);
        } else {
            line.set(setting, line.negated() ? no : yes);
        }
    }

    /** One number within bounds. */
    static Handler number(Setting<Integer> setting, int low, int high) {
        return line -> line.set(setting, line.number(low, high));
    }

    /** One number from 0 on. */
    static Handler count(Setting<Integer> setting) {
        return number(setting, 0, Integer.MAX_VALUE);
    }

    /** One time. */
    static Handler time(Setting<Long> setting) {
        return line -> line.set(setting, line.time());
    }

    /** One time longer than 0. */
    static Handler positiveTime(Setting<Long> setting) {
        return line -> {
            long time = line.time();
            if (time == 0) {
                throw line.bad("'" + line.keyword() + "' expects a time longer than 0.");
            }
            line.set(setting, time);
        };
    }

    /** One word. */
    static Handler word(Setting<String> setting, String what) {
        return line -> line.set(setting, line.next(what));
    }

    /** All words that are left, at least one, as one text. */
    static Handler text(Setting<String> setting) {
        return line -> {
            String first = line.next("a text");
            List<String> rest = line.rest();
            line.set(setting, rest.isEmpty() ? first : first + " " + String.join(" ", rest));
        };
    }
}
