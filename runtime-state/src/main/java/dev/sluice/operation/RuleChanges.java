package dev.sluice.operation;

import dev.sluice.config.Level;
import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternReference;
import dev.sluice.state.DataPlane;
import dev.sluice.state.PatternChange;
import dev.sluice.state.PatternReports;
import dev.sluice.state.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes what rules want of maps and ACLs from the workers to the control thread, where each change gets its revision like any other.
 */
final class RuleChanges implements PatternReports {
    /** A waiting change is some hundred bytes; past this many, rules ask for more than one thread can do, and memory is worth more. */
    static final int WAITING_MAX = 8192;

    private static final int WARNING = 4;

    private final Caller rules = new Caller(Level.ADMIN, "rule", "");
    private final RuntimeState state;
    private final DataPlane dataPlane;
    private final Revisions revisions;
    private final Executor control;
    private final AtomicInteger waiting = new AtomicInteger();
    private long toldOf;

    RuleChanges(RuntimeState state, DataPlane dataPlane, Revisions revisions, Executor control) {
        this.state = state;
        this.dataPlane = dataPlane;
        this.revisions = revisions;
        this.control = control;
    }

    @Override
    public boolean change(PatternChange change, Runnable done) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            state.process().droppedPatternChanges().incrementAndGet();
            return false;
        }
        control.execute(() -> {
            waiting.decrementAndGet();
            tellOfDropped();
            state.patterns().named(change.file()).ifPresent(reference -> apply(change, reference));
            done.run();
        });
        return true;
    }

    /** Logs what was dropped, at most once for each change that was not. */
    private void tellOfDropped() {
        AtomicLong dropped = state.process().droppedPatternChanges();
        long now = dropped.get();
        if (now != toldOf && waiting.get() < WAITING_MAX / 2) {
            dataPlane.log(
                    null,
                    WARNING,
                    (now - toldOf) + " changes of maps and ACLs by rules were dropped, since " + WAITING_MAX
                            + " others were waiting.");
            toldOf = now;
        }
    }

    private void apply(PatternChange change, PatternReference reference) {
        byte[] key = bytes(change.key());
        List<PatternEntry> entries = reference.withKey(key);
        boolean done = switch (change.kind()) {
            case SET -> set(reference, entries, key, bytes(change.value()));
            case ADD -> entries.isEmpty() && add(reference, key, bytes(""));
            case DELETE -> delete(reference, entries);
        };
        if (done) {
            revisions.applied(
                    rules,
                    "rule-" + change.kind().name().toLowerCase(Locale.ROOT),
                    "entry " + change.key() + " of " + reference + " " + verb(change.kind()) + " by a rule",
                    List.of(Change.of(Change.Kind.UPDATED, "patternSets/" + reference)));
        }
    }

    private static String verb(PatternChange.Kind kind) {
        return switch (kind) {
            case SET -> "set";
            case ADD -> "added";
            case DELETE -> "deleted";
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean set(PatternReference reference, List<PatternEntry> entries, byte[] key, byte[] value) {
        if (entries.isEmpty()) {
            return add(reference, key, value);
        }
        if (!reference.valueProblem(value).isEmpty()) {
            return false;
        }
        entries.forEach(entry -> reference.set(entry, value));
        return true;
    }

    /** What cannot be such a key or value is left out: the request that brought it cannot be told. */
    private static boolean add(PatternReference reference, byte[] key, byte[] value) {
        if (!reference.problem(key, value).isEmpty()) {
            return false;
        }
        reference.add(reference.version(), key, value);
        return true;
    }

    /** The oldest of them goes, as with {@code del map}. */
    private static boolean delete(PatternReference reference, List<PatternEntry> entries) {
        if (entries.isEmpty()) {
            return false;
        }
        reference.delete(entries.get(0));
        return true;
    }
}
