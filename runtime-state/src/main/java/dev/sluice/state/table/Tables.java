package dev.sluice.state.table;

import dev.sluice.config.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** All stick tables. Which there are is decided on the control thread; every thread may look. */
public final class Tables {
    /** Pointers of entries look like addresses; this much, shifted, is where they begin. */
    private static final long FIRST_POINTER = 0x5570_0000L;

    private final RandomGenerator random;
    private final AtomicLong pointers = new AtomicLong(FIRST_POINTER);
    private volatile Map<String, StickTable> byName = Map.of();
    private volatile List<StickTable> all = List.of();

    /** No table so far; hashes will be seeded from {@code random}. */
    public Tables(RandomGenerator random) {
        this.random = random;
    }

    /** All of them, in order of the configuration. */
    public List<StickTable> all() {
        return all;
    }

    /** The one with a name. */
    public Optional<StickTable> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Brings them to what a configuration says: a table of which it says the same as before keeps its entries.
     *
     * @param clock milliseconds that only grow, the same at each call
     */
    public void apply(List<TableSpec> specs, LongSupplier clock) {
        Map<String, StickTable> next = new LinkedHashMap<>();
        for (TableSpec spec : specs) {
            StickTable before = byName.get(spec.name());
            next.put(
                    spec.name(),
                    before != null && before.spec().equals(spec)
                            ? before
                            : new StickTable(spec, pointers::getAndIncrement, clock, random.nextLong()));
        }
        byName = Map.copyOf(next);
        all = List.copyOf(next.values());
    }

    /** Forgets what has been there for long enough; done now and then, so that nothing stays in a table that nobody asks. */
    public void sweep() {
        all.forEach(StickTable::sweep);
    }
}
