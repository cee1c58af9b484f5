package dev.sluice.proxy.sample;

/**
 * Memory for the bytes of samples, taken from the front and given back all at once: mark it, evaluate, use the result, release. One for
 * each worker; grows to what was needed, and no sample is longer than a buffer.
 */
public final class Scratch {
    /** Where most evaluations find room without growing: a head of usual size, twice. */
    private static final int INITIAL = 8 * 1024;

    private final int longest;
    private byte[] memory = new byte[INITIAL];
    private int used;
    private int taken;

    /** Memory for samples of at most {@code longest} bytes ({@code tune.bufsize}). */
    public Scratch(int longest) {
        this.longest = longest;
    }

    /** The longest sample there may be. */
    public int longest() {
        return longest;
    }

    /** The place that {@link #release} goes back to. */
    public int mark() {
        return used;
    }

    /** What was taken since {@code mark} is free again. */
    public void release(int mark) {
        used = Math.min(mark, memory.length);
    }

    /** Takes {@code length} bytes of {@link #memory()}; returns where they begin. Earlier samples keep theirs even where it grows. */
    public int take(int length) {
        if (used + length > memory.length) {
            memory = new byte[Math.max(memory.length * 2, length)];
            used = 0;
        }
        taken = used;
        used += length;
        return taken;
    }

    /** Gives back the end of what was taken last, all but {@code length} bytes. */
    public void keep(int length) {
        used = taken + length;
    }

    /** The array that {@link #take} last took from. */
    public byte[] memory() {
        return memory;
    }
}
