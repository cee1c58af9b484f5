package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Entries by the text of their key. Knows which lengths keys have, so that only parts of these lengths are looked for. */
final class TextTable extends HashTable<PatternEntry> {
    private final TextForm form;
    private int[] counts = new int[64];
    private volatile Lengths lengths = new Lengths(new long[1], -1);

    /** The lengths that keys have: a bit for each. */
    private record Lengths(long[] bits, int longest) {
        boolean has(int length) {
            return (bits[length >> 6] >>> length & 1) != 0;
        }
    }

    TextTable(TextForm form) {
        this.form = form;
    }

    @Override
    int hash(PatternEntry entry) {
        if (form == TextForm.EXACT) {
            return entry.hash();
        }
        int from = form.from(entry.key());
        return Hashes.mix(Hashes.raw(entry.key(), from, length(entry.key()), form.fold()));
    }

    private int length(byte[] key) {
        return form == TextForm.EXACT ? key.length : Math.max(0, form.to(key) - form.from(key));
    }

    @Override
    boolean same(PatternEntry one, PatternEntry other) {
        int length = length(other.key());
        return length(one.key()) == length && isAt(one, other.key(), form.from(other.key()), length);
    }

    void insert(PatternEntry entry) {
        int length = length(entry.key());
        if (length >= counts.length) {
            counts = java.util.Arrays.copyOf(counts, Integer.highestOneBit(length) * 2);
        }
        if (counts[length]++ == 0) {
            publish();
        }
        add(entry);
    }

    void delete(PatternEntry entry) {
        remove(entry);
        if (--counts[length(entry.key())] == 0) {
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

    private boolean isAt(PatternEntry entry, byte[] text, int offset, int length) {
        byte[] key = entry.key();
        int from = form.from(key);
        for (int i = 0; i < length; i++) {
            byte a = key[from + i];
            byte b = text[offset + i];
            if (a != b && (!form.fold() || Texts.lower(a) != Texts.lower(b))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable PatternEntry probe(int raw, byte[] text, int offset, int length) {
        int hash = Hashes.mix(raw);
        @Nullable Object[] slots = slots(hash);
        int at = hash & slots.length - 1;
        for (Object found = at(slots, at); found != null; found = at(slots, at)) {
            if (found instanceof PatternEntry entry
                    && length(entry.key()) == length
                    && isAt(entry, text, offset, length)) {
                return entry;
            }
            at = at + 1 & slots.length - 1;
        }
        return null;
    }

    private static @Nullable PatternEntry older(@Nullable PatternEntry one, @Nullable PatternEntry other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.id() < other.id() ? one : other;
    }

    private int at(byte[] text, int index) {
        return form.fold() ? Texts.lower(text[index]) : text[index];
    }

    /** The entry whose key is the whole text. */
    @Nullable
    PatternEntry whole(byte[] text, int offset, int length) {
        Lengths known = lengths;
        if (length > known.longest || !known.has(length)) {
            return null;
        }
        return probe(Hashes.raw(text, offset, length, form.fold()), text, offset, length);
    }

    /** The entry whose key the text begins with: the longest key, or the oldest entry. */
    @Nullable
    PatternEntry prefix(byte[] text, int offset, int length, boolean longest) {
        Lengths known = lengths;
        PatternEntry best = null;
        int raw = 0;
        int end = Math.min(length, known.longest);
        for (int i = 0; i <= end; i++) {
            if (known.has(i)) {
                PatternEntry found = probe(raw, text, offset, i);
                best = longest && found != null ? found : older(best, found);
            }
            if (i < end) {
                raw = raw * Hashes.FACTOR + at(text, offset + i);
            }
        }
        return best;
    }

    /** The oldest entry whose key the text ends with. */
    @Nullable
    PatternEntry suffix(byte[] text, int offset, int length) {
        Lengths known = lengths;
        PatternEntry best = null;
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
        return best;
    }

    /** The oldest entry whose key the text contains. */
    @Nullable
    PatternEntry within(byte[] text, int offset, int length) {
        Lengths known = lengths;
        PatternEntry best = null;
        int end = Math.min(length, known.longest);
        for (int size = 0; size <= end; size++) {
            if (known.has(size)) {
                best = older(best, window(text, offset, length, size));
            }
        }
        return best;
    }

    private @Nullable PatternEntry window(byte[] text, int offset, int length, int size) {
        int leaving = 1;
        for (int i = 1; i < size; i++) {
            leaving *= Hashes.FACTOR;
        }
        int raw = Hashes.raw(text, offset, size, form.fold());
        PatternEntry best = probe(raw, text, offset, size);
        for (int from = 1; size > 0 && from + size <= length; from++) {
            raw = (raw - at(text, offset + from - 1) * leaving) * Hashes.FACTOR + at(text, offset + from + size - 1);
            best = older(best, probe(raw, text, offset + from, size));
        }
        return best;
    }

    /** The oldest entry whose key stands in the text between two delimiters, the text's ends being such. */
    @Nullable
    PatternEntry between(byte[] text, int offset, int length) {
        Lengths known = lengths;
        PatternEntry best = null;
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
        return best;
    }
}
