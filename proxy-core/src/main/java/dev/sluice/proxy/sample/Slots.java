package dev.sluice.proxy.sample;

import org.jspecify.annotations.Nullable;

/** What lies in the slots of one session or stream. Nothing is allocated before the first use. */
public final class Slots {
    private @Nullable Object @Nullable [] values;

    /** What lies in {@code slot}, or null. */
    @SuppressWarnings("unchecked") // put() takes nothing else into this slot.
    public <T> @Nullable T get(Slot<T> slot) {
        @Nullable Object[] held = values;
        return held == null ? null : (T) held[slot.index];
    }

    /** Lays something into {@code slot}. */
    public <T> void put(Slot<T> slot, @Nullable T value) {
        @Nullable Object[] held = values;
        if (held == null) {
            held = new @Nullable Object[Slot.MAX];
            values = held;
        }
        held[slot.index] = value;
    }

    /** Takes over all of {@code other}, which has nothing any more; holds nothing itself so far. */
    public void take(Slots other) {
        @Nullable Object[] own = values;
        values = other.values;
        other.values = own;
    }

    /** Forgets all; what can be used again stays, empty. */
    public void clear() {
        @Nullable Object[] held = values;
        for (int i = 0; held != null && i < held.length; i++) {
            if (held[i] instanceof Reusable again) {
                again.clear();
            } else {
                held[i] = null;
            }
        }
    }
}
