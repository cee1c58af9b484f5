package dev.sluice.operation.table;

import dev.sluice.config.TableData;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;
import dev.sluice.operation.table.EntrySelector.Condition;
import dev.sluice.operation.table.EntrySelector.Filtered;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Conditions on entries. */
final class EntryFilter {
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "le", "ge", "lt", "gt");
    /** Words in front of the first condition of {@code show table t} and {@code clear table t}. */
    private static final int WORDS_BEFORE = 3;

    private EntryFilter() {}

    /** What entries have to fulfil. */
    static Checked<Predicate<TableEntry>> of(StickTable table, Filtered filtered) {
        List<Predicate<TableEntry>> tests = new ArrayList<>();
        List<Condition> conditions = filtered.conditions();
        for (int i = 0; i < Math.min(conditions.size(), Filtered.MAX); i++) {
            Checked<Predicate<TableEntry>> test = test(table, conditions.get(i), "Filter entry #" + (i + 1) + ": ");
            Predicate<TableEntry> good = test.value();
            if (good == null) {
                return test;
            }
            tests.add(good);
        }
        if (conditions.size() > Filtered.MAX) {
            return Checked.refused(
                    Reason.BAD_ARGUMENT,
                    "Detected extra data in filter, " + (WORDS_BEFORE + 3 * Filtered.MAX + 1)
                            + "th word of input, after '"
                            + conditions.get(Filtered.MAX - 1).value() + "'");
        }
        return Checked.of(entry -> tests.stream().allMatch(test -> test.test(entry)));
    }

    private static Checked<Predicate<TableEntry>> test(StickTable table, Condition condition, String before) {
        return DataWord.read(table, condition.data(), before).and(word -> {
            if (!OPERATORS.contains(condition.operator())) {
                return Checked.refused(
                        Reason.BAD_ARGUMENT,
                        before + "Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\", \"gt\"");
            }
            OptionalLong value = DataWord.number(condition.value());
            if (value.isEmpty()) {
                return Checked.refused(
                        Reason.BAD_ARGUMENT, before + "Require a valid integer value to compare against");
            }
            return Checked.of(entry -> word.isWithin(table)
                    && compare(condition.operator(), Long.compare(number(table, entry, word), value.getAsLong())));
        });
    }

    private static long number(StickTable table, TableEntry entry, DataWord word) {
        return word.data().form() == TableData.Form.TEXT
                ? entry.serverKey() == null ? 0 : 1
                : table.value(entry, word.data(), word.index());
    }

    private static boolean compare(String operator, int order) {
        return switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "le" -> order <= 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            default -> order > 0;
        };
    }
}
