package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/**
 * Tells what each worker has done, as {@link dev.sluice.state.WorkerActivity}s.
 *
 * @param worker its number from 1; -1 for all of them, 0 for the first
 */
public record ShowActivity(int worker) implements Operation {
    /** All workers. */
    public static final int ALL = -1;
}
