package dev.sluice.operation.inspect;

import java.util.List;

/**
 * What threads used while it was profiled.
 *
 * @param mode whether it still is
 * @param sinceMillis how long ago it began; 0 where it never did
 * @param untilMillis how long ago it ended; 0 where it goes on
 * @param shares by thread
 */
public record Profile(SetProfiling.Mode mode, long sinceMillis, long untilMillis, List<Share> shares) {
    /** Nothing was profiled. */
    public static final Profile NONE = new Profile(SetProfiling.Mode.OFF, 0, 0, List.of());

    /** Keeps a copy of the list. */
    public Profile {
        shares = List.copyOf(shares);
    }

    /**
     * What one thread used.
     *
     * @param thread its name
     * @param waits times that it waited, after each of which it was called again
     * @param cpuNanos processor time
     * @param allocatedBytes memory that it asked for
     */
    public record Share(String thread, long waits, long cpuNanos, long allocatedBytes) {}
}
