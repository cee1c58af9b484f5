package dev.sluice.proxy.sample.fetch;

/** A range of a head in one number, so that none has to be allocated. */
final class Range {
    static final long NONE = -1;

    private Range() {}

    static long of(int start, int end) {
        return (long) start << 32 | end;
    }

    static int start(long range) {
        return (int) (range >> 32);
    }

    static int end(long range) {
        return (int) range;
    }

    static int length(long range) {
        return end(range) - start(range);
    }
}
