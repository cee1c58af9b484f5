package dev.sluice.operation.table;

import dev.sluice.config.TableData;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;
import dev.sluice.state.table.StickTable;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of data as commands name it: {@code data.gpc0}, {@code data.gpc[1]}.
 *
 * @param data which
 * @param index of an element; negative and too large ones match nothing
 */
record DataWord(TableData data, int index) {
    /** What stands in front of the name. */
    static final String PREFIX = "data.";

    private static final Pattern FORM = Pattern.compile("([a-z0-9_]+)(?:\\[(-?\\d{1,9})])?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    /** Reads a word, whose prefix was seen already. */
    static Checked<DataWord> read(StickTable table, String word, String before) {
        Matcher parts = FORM.matcher(word.length() < PREFIX.length() ? "" : word.substring(PREFIX.length()));
        @Nullable
        TableData data = parts.matches() ? TableData.named(parts.group(1)).orElse(null) : null;
        // Only an array has elements to choose from.
        if (data == null || (parts.group(2) != null && !data.form().isArray())) {
            return Checked.refused(Reason.BAD_ARGUMENT, before + "Unknown data type");
        }
        if (!table.stores(data)) {
            return Checked.refused(Reason.BAD_ARGUMENT, before + "Data type not stored in this table");
        }
        String index = parts.group(2);
        return Checked.of(new DataWord(data, index == null ? 0 : Integer.parseInt(index)));
    }

    /** Whether the table holds the element. */
    boolean isWithin(StickTable table) {
        return index >= 0 && index < table.elements(data);
    }

    /** A number of 64 bits; a sign alone is 0, as for HAProxy; nothing for another word. */
    static OptionalLong number(String word) {
        if (word.equals("-")) {
            return OptionalLong.of(0);
        }
        if (!NUMBER.matcher(word).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(word));
        } catch (NumberFormatException e) { // More digits than 64 bits have.
            return OptionalLong.empty();
        }
    }
}
