package dev.sluice.pattern;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Entries by the text of their key. Knows which lengths keys have, so that only parts of these lengths are looked for. */
final class TextTable extends HandleTable {
    private static final int NONE = -1;

    /** Bytes looked at for each of a text that keys are looked for in: a text made to begin with keys everywhere costs no more. */
    private static final int WORK_PER_BYTE = 4;

    private final EntryStore store;
    private final TextForm form;
    private int[] counts = new int[64];
    private volatile @Nullable Beginnings beginnings;
    private volatile Lengths lengths = new Lengths(new long[1], -1);

    /** The lengths that keys have: a bit for each. */
    private record Lengths(long[] bits, int longest) {
        boolean has(int length) {
            return (bits[length >> 6] >>> length & 1) != 0;
        }
    }

    TextTable(TextForm form, EntryStore store) {
        this.form = form;
        this.store = store;
    }

    @Override
    int hash(int place) {
        EntryPage page = store.page(place);
        int at = EntryStore.within(place);
        if (form == TextForm.EXACT) {
            return page.hash(at);
        }
        int from = from(page, at);
        return Hashes.mix(Hashes.raw(page.text(), from, to(page, at, from) - from, form.fold()));
    }

    private int from(EntryPage page, int at) {
        return form == TextForm.EXACT ? page.start(at) : form.from(page.text(), page.start(at), page.end(at));
    }

    private int to(EntryPage page, int at, int from) {
        return form == TextForm.EXACT ? page.end(at) : form.to(page.text(), from, page.end(at));
    }

    private int length(int place) {
        EntryPage page = store.page(place);
        int at = EntryStore.within(place);
        int from = from(page, at);
        return to(page, at, from) - from;
    }

    @Override
    boolean same(int one, int other) {
        EntryPage page = store.page(other);
        int at = EntryStore.within(other);
        int from = from(page, at);
        return isAt(one, page.text(), from, to(page, at, from) - from);
    }

    /** From now on keys are looked for within texts. */
    void seek() {
        if (beginnings == null) {
            Beginnings all = new Beginnings();
            store.eachPlace(place -> note(all, place));
            beginnings = all;
        }
    }

    private void note(Beginnings all, int place) {
        EntryPage page = store.page(place);
        int from = from(page, EntryStore.within(place));
        int length = length(place);
        if (length == 1) {
            all.note(at(page.text(), from));
        } else if (length > 1) {
            all.note(at(page.text(), from), at(page.text(), from + 1));
        }
    }

    void insert(int place) {
        int length = length(place);
        Beginnings noted = beginnings;
        if (noted != null) {
            note(noted, place);
        }
        if (length >= counts.length) {
            counts = Arrays.copyOf(counts, Integer.highestOneBit(length) * 2);
        }
        if (counts[length]++ == 0) {
            publish();
        }
        add(place);
    }

    void delete(int place) {
        int unused = remove(place);
        if (--counts[length(place)] == 0) {
            publish();
        }
    }

    private void publish() {
        long[] bits = new long[counts.length / Long.SIZE];
        int longest = -1;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                bits[i >> 6] |= 1L << i;
                longest = i;
            }
        }
        lengths = new Lengths(bits, longest);
    }

    private boolean isAt(int place, byte[] text, int offset, int length) {
        EntryPage page = store.page(place);
        int at = EntryStore.within(place);
        int from = from(page, at);
        int to = to(page, at, from);
        byte[] key = page.text();
        if (!form.fold() || to - from != length) {
            return Arrays.equals(key, from, to, text, offset, offset + length);
        }
        for (int i = 0; i < length; i++) {
            if (Texts.lower(key[from + i]) != Texts.lower(text[offset + i])) {
                return false;
            }
        }
        return true;
    }

    private int probe(int raw, byte[] text, int offset, int length) {
        int hash = Hashes.mix(raw);
        int[] slots = slots(hash);
        int at = hash & slots.length - 1;
        for (int found = at(slots, at); found != EMPTY; found = at(slots, at)) {
            if (found != GONE && isAt(found, text, offset, length)) {
                return found;
            }
            at = at + 1 & slots.length - 1;
        }
        return NONE;
    }

    private static int older(int one, int other) {
        if (one == NONE || other == NONE) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }

    private @Nullable PatternEntry entry(int place) {
        return place == NONE ? null : store.entry(place);
    }

    private int at(byte[] text, int index) {
        return form.fold() ? Texts.lower(text[index]) : text[index];
    }

    /** The entry whose key is the whole text. */
    @Nullable
    PatternEntry whole(byte[] text, int offset, int length) {
        return entry(place(text, offset, length));
    }

    private int place(byte[] text, int offset, int length) {
        Lengths known = lengths;
        if (length > known.longest || !known.has(length)) {
            return NONE;
        }
        return probe(Hashes.raw(text, offset, length, form.fold()), text, offset, length);
    }

    /** Calls {@code each} with the places of all entries whose key is a text, the oldest first; for the writer. */
    void each(byte[] text, IntConsumer each) {
        int first = place(text, 0, text.length);
        if (first != NONE) {
            eachEqualTo(first, each);
        }
    }

    /** The entry whose key the text begins with: the longest key, or the oldest entry. */
    @Nullable
    PatternEntry prefix(byte[] text, int offset, int length, boolean longest) {
        Lengths known = lengths;
        int best = NONE;
        int raw = 0;
        int end = Math.min(length, known.longest);
        for (int i = 0; i <= end; i++) {
            if (known.has(i)) {
                int found = probe(raw, text, offset, i);
                best = longest && found != NONE ? found : older(best, found);
            }
            if (i < end) {
                raw = raw * Hashes.FACTOR + at(text, offset + i);
            }
        }
        return entry(best);
    }

    /** The oldest entry whose key the text ends with. */
    @Nullable
    PatternEntry suffix(byte[] text, int offset, int length) {
        Lengths known = lengths;
        int best = NONE;
        int raw = 0;
        int power = 1;
        int end = Math.min(length, known.longest);
        for (int i = 0; i <= end; i++) {
            if (known.has(i)) {
                best = older(best, probe(raw, text, offset + length - i, i));
            }
            if (i < end) {
                raw += at(text, offset + length - 1 - i) * power;
                power *= Hashes.FACTOR;
            }
        }
        return entry(best);
    }

    /** The oldest entry whose key the text contains; only after {@link #seek()}. */
    @Nullable
    PatternEntry within(byte[] text, int offset, int length) {
        Lengths known = lengths;
        Beginnings all = beginnings;
        int best = known.longest >= 0 && known.has(0) ? probe(0, text, offset, 0) : NONE;
        int last = offset + length - 1;
        int work = length * WORK_PER_BYTE;
        for (int from = offset; all != null && from <= last; from++) {
            if (all.has(at(text, from), from < last ? at(text, from + 1) : 0)) {
                work -= Math.min(last + 1 - from, known.longest);
                if (work < 0) {
                    return entry(older(best, windows(known, text, offset, length)));
                }
                best = older(best, beginning(known, text, from, last + 1 - from));
            }
        }
        return entry(best);
    }

    /** The same without looking at beginnings: takes a walk over the text for each length that keys have, whatever stands in it. */
    private int windows(Lengths known, byte[] text, int offset, int length) {
        int best = NONE;
        int end = Math.min(length, known.longest);
        for (int size = 1; size <= end; size++) {
            if (known.has(size)) {
                best = older(best, window(text, offset, length, size));
            }
        }
        return best;
    }

    private int window(byte[] text, int offset, int length, int size) {
        int leaving = 1;
        for (int i = 1; i < size; i++) {
            leaving *= Hashes.FACTOR;
        }
        int raw = Hashes.raw(text, offset, size, form.fold());
        int best = probe(raw, text, offset, size);
        for (int from = 1; from + size <= length; from++) {
            raw = (raw - at(text, offset + from - 1) * leaving) * Hashes.FACTOR + at(text, offset + from + size - 1);
            best = older(best, probe(raw, text, offset + from, size));
        }
        return best;
    }

    /** The oldest entry whose key, which is not empty, the text begins with. */
    private int beginning(Lengths known, byte[] text, int offset, int length) {
        int best = NONE;
        int raw = 0;
        int end = Math.min(length, known.longest);
        for (int size = 1; size <= end; size++) {
            raw = raw * Hashes.FACTOR + at(text, offset + size - 1);
            if (known.has(size)) {
                best = older(best, probe(raw, text, offset, size));
            }
        }
        return best;
    }

    /** The oldest entry whose key stands in the text between two delimiters, the text's ends being such. */
    @Nullable
    PatternEntry between(byte[] text, int offset, int length) {
        Lengths known = lengths;
        int best = NONE;
        for (int from = 0; from < length; from++) {
            if (from > 0 && !form.isDelimiter(text[offset + from - 1])) {
                continue;
            }
            int raw = 0;
            int end = Math.min(length - from, known.longest);
            for (int size = 1; size <= end; size++) {
                raw = raw * Hashes.FACTOR + at(text, offset + from + size - 1);
                boolean ends = from + size == length || form.isDelimiter(text[offset + from + size]);
                if (ends && known.has(size)) {
                    best = older(best, probe(raw, text, offset + from, size));
                }
            }
        }
        return entry(best);
    }
}
