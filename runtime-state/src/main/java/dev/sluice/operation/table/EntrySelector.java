package dev.sluice.operation.table;

import dev.sluice.operation.Outcome;
import java.util.List;

/** Which entries of a table are meant. What is wrong with it is told after what is wrong with the table, as HAProxy does. */
public sealed interface EntrySelector {
    /** All of them. */
    EntrySelector ALL = new Filtered(List.of());

    /**
     * The one with a key.
     *
     * @param key as written; empty when none was said
     */
    record WithKey(String key) implements EntrySelector {}

    /**
     * The one with a number.
     *
     * @param pointer as written, such as {@code 0x7f01}
     */
    record WithPointer(String pointer) implements EntrySelector {}

    /** Those that fulfil all conditions. */
    record Filtered(List<Condition> conditions) implements EntrySelector {
        /** Conditions that one command may have. */
        static final int MAX = 4;

        /** Keeps a copy of the list. */
        public Filtered {
            conditions = List.copyOf(conditions);
        }
    }

    /** Words that select nothing. */
    record Bad(Outcome.Refused refusal) implements EntrySelector {}

    /**
     * A condition on what an entry holds.
     *
     * @param data the kind of data with {@code data.} in front, and with an index between brackets for an array
     * @param operator {@code eq}, {@code ne}, {@code le}, {@code ge}, {@code lt} or {@code gt}
     * @param value a number, as written
     */
    record Condition(String data, String operator, String value) {}
}
