package dev.sluice.proxy.track;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.TableData;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import dev.sluice.state.table.TableKey;
import org.jspecify.annotations.Nullable;

/** A {@code track-sc} rule: from now on what happens counts for a key. Immutable; run on the worker of what is tracked. */
public final class Tracking {
    /** Numbers that there can be at most ({@code tune.stick-counters}); a rule is declared for each. */
    public static final int NUMBERS = GlobalSettings.STICK_COUNTERS_MAX;

    private final int number;
    private final int counters;
    private final KeyOf key;

    private Tracking(int number, int counters, KeyOf key) {
        this.number = number;
        this.counters = counters;
        this.key = key;
    }

    /**
     * Makes a rule.
     *
     * @param table the table's name; empty for the proxy's own
     */
    public static Tracking compile(int number, Expression key, String table, CompileScope scope)
            throws SampleException {
        RuntimeState state = scope.find(RuntimeState.class);
        int counters = state == null ? NUMBERS : state.configuration().global().get(GlobalSettings.STICK_COUNTERS);
        if (number >= counters) {
            throw new SampleException(
                    "'track-sc" + number + "': only " + counters + " keys are tracked at once ('tune.stick-counters')");
        }
        String owner = "'track-sc" + number + "'";
        String misfit = "stick-table '%s' uses a type incompatible with the " + owner + " rule";
        return new Tracking(number, counters, KeyOf.compile(key, table, owner, misfit, scope));
    }

    /**
     * Begins to track, unless the number is taken or there is no key, or no room for it.
     *
     * @param slots of the connection, or of the request
     * @param asked whether a request is there, which counts too
     */
    public void run(SampleContext context, @Nullable Slots slots, boolean asked) {
        if (key.isUnbound() || slots == null || !Tracked.isFree(slots, number)) {
            return;
        }
        StickTable to = key.table();
        int mark = context.scratch().mark();
        TableKey found = key.of(context);
        TableEntry entry = found == null ? null : to.acquire(found);
        context.scratch().release(mark);
        if (entry == null) {
            return;
        }
        boolean begun = Tracked.begin(slots, counters, number, to, entry);
        assert begun : "the number was free";
        if (asked) {
            to.add(entry, TableData.HTTP_REQ_CNT, 0, 1);
            to.add(entry, TableData.HTTP_REQ_RATE, 0, 1);
        }
    }
}
