package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one version of a reference, in order and in every index. Its writer is that of the reference. */
final class Generation {
    private final int version;
    private final EntryStore store = new EntryStore();
    private final TextTable byKey = new TextTable(TextForm.EXACT, store);
    private final Map<TextForm, TextTable> known = new EnumMap<>(TextForm.class);
    private final List<TextTable> tables = new ArrayList<>();
    private final List<Structure> added = new ArrayList<>();
    /** Those whose entries are not in one of the tables. */
    private final List<Structure> own = new ArrayList<>();

    private volatile Structure[] structures = {};

    Generation(int version, List<PatternIndex> indexes) {
        this.version = version;
        known.put(TextForm.EXACT, byKey);
        tables.add(byKey);
        indexes.forEach(this::add);
    }

    int version() {
        return version;
    }

    /** Has entries found one more way, those that are there already included. */
    void add(PatternIndex index) {
        Structure structure = structure(index);
        if (!(structure instanceof TextStructure || structure instanceof NoStructure)) {
            store.eachPlace(place -> structure.insert(store.entry(place)));
            own.add(structure);
        }
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
            case STR, BEG, SUB, DIR, DOM, END -> text(index);
        };
    }

    private Structure text(PatternIndex index) {
        TextTable table = table(TextForm.of(index.match(), index.ignoreCase()));
        if (index.match() == PatternMatch.SUB) {
            table.seek();
        }
        return new TextStructure(table, index.match(), !index.ignoreCase());
    }

    private TextTable table(TextForm form) {
        TextTable there = known.get(form);
        if (there != null) {
            return there;
        }
        TextTable made = new TextTable(form, store);
        store.eachPlace(made::insert);
        known.put(form, made);
        tables.add(made);
        return made;
    }

    Structure structure(int slot) {
        return structures[slot];
    }

    /** All entries, in the order in which they were added. */
    EntryStore store() {
        return store;
    }

    int size() {
        return store.size();
    }

    /** Adds an entry, whose number is greater than those before. */
    void insert(long id, byte[] key, byte[] value) {
        int place = store.add(id, key, value);
        for (int i = 0; i < tables.size(); i++) {
            tables.get(i).insert(place);
        }
        for (int i = 0; i < own.size(); i++) {
            own.get(i).insert(store.entry(place));
        }
    }

    /** Takes out the entry with a number, which is there. */
    void delete(long id) {
        int place = store.place(id);
        tables.forEach(table -> table.delete(place));
        own.forEach(structure -> structure.delete(store.entry(place)));
        store.remove(place);
    }

    /** Has the entry with a number, which is there, map to another value. */
    void set(long id, byte[] value) {
        int place = store.place(id);
        store.page(place).value(EntryStore.within(place), value);
    }

    /** Whether it has the entry with a number. */
    boolean has(long id) {
        return store.place(id) >= 0;
    }

    /** The entry with a number; null where there is none. */
    @Nullable
    PatternEntry entry(long id) {
        int place = store.place(id);
        return place < 0 ? null : store.passing(place);
    }

    /** All entries with a key, the oldest first. */
    List<PatternEntry> withKey(byte[] key) {
        List<PatternEntry> all = new ArrayList<>();
        byKey.each(key, place -> all.add(store.passing(place)));
        return all;
    }

    /** The same entries in less memory, where most were taken out; else this. */
    Generation compact(List<PatternIndex> indexes) {
        if (!store.isSparse()) {
            return this;
        }
        Generation compact = new Generation(version, indexes);
        store.eachPlace(place -> {
            PatternEntry entry = store.passing(place);
            compact.insert(entry.id(), entry.key(), entry.value());
        });
        return compact;
    }
}
