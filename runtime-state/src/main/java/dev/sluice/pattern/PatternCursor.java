package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Goes through entries in order, while they may change; confined to one thread at a time. */
public final class PatternCursor {
    private final @Nullable EntryStore store;
    private int place;

    PatternCursor(@Nullable EntryStore store) {
        this.store = store;
    }

    /** The next one, or null at the end. */
    public @Nullable PatternEntry next() {
        EntryStore all = store;
        while (all != null && place < all.places()) {
            int next = place++;
            if (!all.isGone(next)) {
                return all.passing(next);
            }
        }
        return null;
    }
}
