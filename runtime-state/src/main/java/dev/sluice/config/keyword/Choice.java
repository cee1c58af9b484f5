package dev.sluice.config.keyword;

import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Words that stand for values. */
final class Choice<T> {
    private final Map<String, T> values;

    private Choice(Map<String, T> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** The constants of an enum in lower case, with {@code -} for {@code _}. */
    static <E extends Enum<E>> Choice<E> of(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return new Choice<>(values);
    }

    /** The indexes of words in a list. */
    static Choice<Integer> indexOf(String... words) {
        Map<String, Integer> values = new LinkedHashMap<>();
        Arrays.stream(words).forEach(word -> values.put(word, values.size()));
        return new Choice<>(values);
    }

    /** Takes the next argument, which must be one of the words. */
    T read(Line line) throws BadLineException {
        String known = String.join(", ", values.keySet());
        String word = line.next("one of: " + known);
        T value = values.get(word);
        if (value == null) {
            throw line.bad("'" + line.keyword() + "' expects one of: " + known + " (got '" + word + "').");
        }
        return value;
    }
}
