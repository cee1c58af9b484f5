package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Goes through entries in order, while they may change; confined to one thread at a time. */
public final class PatternCursor {
    private final @Nullable Object @Nullable [] slots;
    private int at;

    PatternCursor(@Nullable OrderedList<PatternEntry> order) {
        this.slots = order == null ? null : order.slots();
    }

    /** The next one, or null at the end. */
    public @Nullable PatternEntry next() {
        @Nullable Object[] all = slots;
        if (all == null) {
            return null;
        }
        for (Object found = OrderedList.at(all, at); found != null; found = OrderedList.at(all, at)) {
            at++;
            if (found instanceof PatternEntry entry) {
                return entry;
            }
        }
        return null;
    }
}
