package dev.sluice.proxy.sample;

/**
 * The place that rules want a request to have in queues: first comes the lowest class, within a class the earliest, as if it had come so
 * much later. One for each request; confined to its worker.
 */
public final class Priority {
    private static final int CLASS_MAX = 2_047;
    private static final int OFFSET_MAX = 524_287;

    private int rank;
    private int offsetMillis;

    /** As without rules. */
    public void clear() {
        rank = 0;
        offsetMillis = 0;
    }

    /** Sets the class, at most 2,047 away from 0, to which what is beyond is cut. */
    public void rank(long wanted) {
        rank = within(wanted, CLASS_MAX);
    }

    /** Sets by how many milliseconds it is as if it had come later, at most 524,287 away from 0. */
    public void offsetMillis(long wanted) {
        offsetMillis = within(wanted, OFFSET_MAX);
    }

    private static int within(long wanted, int most) {
        return (int) Math.max(-most, Math.min(most, wanted));
    }

    /** The class. */
    public int rank() {
        return rank;
    }

    /** By how many milliseconds it is as if it had come later. */
    public int offsetMillis() {
        return offsetMillis;
    }
}
