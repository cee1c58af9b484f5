package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The entries of one version of a reference, in order and in every index. Its writer is that of the reference. */
final class Generation {
    private final int version;
    private final OrderedList<PatternEntry> order = new OrderedList<>();
    private final TextTable byKey = new TextTable(TextForm.EXACT);
    private final Map<TextForm, TextTable> tables = new EnumMap<>(TextForm.class);
    private final List<Structure> added = new ArrayList<>();
    private volatile Structure[] structures = {};

    Generation(int version, List<PatternIndex> indexes) {
        this.version = version;
        tables.put(TextForm.EXACT, byKey);
        indexes.forEach(this::add);
    }

    int version() {
        return version;
    }

    /** Has entries found one more way, those that are there already included. */
    void add(PatternIndex index) {
        Structure structure = structure(index);
        order.forEach(structure::insert);
        added.add(structure);
        structures = added.toArray(Structure[]::new);
    }

    private Structure structure(PatternIndex index) {
        return switch (index.match()) {
            case FOUND, BOOL -> new NoStructure();
            case INT, LEN -> new NumberStructure();
            case IP -> new AddressStructure();
            case BIN -> new BytesStructure();
            case REG -> new RegexStructure(index.ignoreCase());
            case STR, BEG, SUB, DIR, DOM, END ->
                new TextStructure(
                        table(TextForm.of(index.match(), index.ignoreCase())), index.match(), !index.ignoreCase());
        };
    }

    private TextTable table(TextForm form) {
        TextTable known = tables.get(form);
        if (known != null) {
            return known;
        }
        TextTable made = new TextTable(form);
        order.forEach(made::insert);
        tables.put(form, made);
        return made;
    }

    Structure structure(int slot) {
        return structures[slot];
    }

    /** All entries, in the order in which they were added. */
    OrderedList<PatternEntry> order() {
        return order;
    }

    int size() {
        return order.size();
    }

    void insert(PatternEntry entry) {
        order.add(entry.id(), entry);
        tables.values().forEach(table -> table.insert(entry));
        added.forEach(structure -> structure.insert(entry));
    }

    void delete(PatternEntry entry) {
        order.remove(entry.id());
        tables.values().forEach(table -> table.delete(entry));
        added.forEach(structure -> structure.delete(entry));
    }

    /** All entries with a key, the oldest first. */
    List<PatternEntry> withKey(byte[] key) {
        PatternEntry first = byKey.whole(key, 0, key.length);
        return first == null ? List.of() : byKey.equalTo(first);
    }
}
