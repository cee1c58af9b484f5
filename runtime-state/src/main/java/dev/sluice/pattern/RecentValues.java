package dev.sluice.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values as they were written lately. Most maps lead many keys to few values, which so are kept once: a third of the objects of such a
 * map. Confined to who writes the map.
 */
final class RecentValues {
    /** More than maps to backends or countries have, and 1 KB at most beside the values themselves. */
    private static final int SLOTS = 256;

    private final byte[] @Nullable [] slots = new byte[SLOTS][];

    /** The value, in an array that others may have too. */
    byte[] shared(byte[] value) {
        int slot = Hashes.of(value) & (SLOTS - 1);
        byte[] known = slots[slot];
        if (known != null && Arrays.equals(known, value)) {
            return known;
        }
        slots[slot] = value;
        return value;
    }
}
