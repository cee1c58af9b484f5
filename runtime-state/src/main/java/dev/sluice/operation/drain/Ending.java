package dev.sluice.operation.drain;

import dev.sluice.state.Drain;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a drain is to end.
 *
 * @param deadline how long sessions may take to end by themselves; null for as long as they like
 * @param end what is done then
 * @param killRate sessions to cut a second; 0 cuts all at once
 */
public record Ending(@Nullable Duration deadline, Drain.End end, int killRate) {
    /** Sessions end when they end. */
    public static final Ending OPEN = new Ending(null, Drain.End.KEEP, 0);
}
