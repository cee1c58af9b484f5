package dev.sluice.state;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** What should hardly ever happen, counted since start or the last reset. Any thread. */
public final class RareCounts {
    private final List<Source> sources;
    private final AtomicLongArray before;

    RareCounts(List<Source> sources) {
        this.sources = List.copyOf(sources);
        this.before = new AtomicLongArray(sources.size());
    }

    /**
     * One of them.
     *
     * @param type {@code GLT} for what peers do wrong, {@code CNT} for what ran short
     * @param where the part of the program that notices
     * @param what what it is
     * @param total since start
     */
    record Source(String type, String where, String what, LongSupplier total) {}

    /**
     * What was counted of one of them.
     *
     * @param count how often it happened
     * @param type {@code GLT} for what peers do wrong, {@code CNT} for what ran short
     * @param where the part of the program that noticed
     * @param what what it was
     */
    public record Count(long count, String type, String where, String what) {}

    /** All of them. */
    public List<Count> counts() {
        return IntStream.range(0, sources.size())
                .mapToObj(i -> {
                    Source source = sources.get(i);
                    return new Count(
                            source.total().getAsLong() - before.get(i), source.type(), source.where(), source.what());
                })
                .toList();
    }

    /** Counts from zero again. */
    @ControlThread
    public void reset() {
        for (int i = 0; i < sources.size(); i++) {
            before.set(i, sources.get(i).total().getAsLong());
        }
    }
}
