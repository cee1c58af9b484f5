package dev.sluice.proxy.worker;

/**
 * Something that expires on its worker. Moving a deadline into the future costs one store: the timer is looked at when its old deadline
 * comes, and put back.
 */
public abstract class Timer {
    /** Never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private long deadline = NEVER;
    /** Where {@link Timers} has sorted it; at most {@link #deadline}. */
    long key;
    /** Its place in the heap; -1 when not in it. */
    int index = -1;

    /** The deadline has come. The timer is not armed any more. */
    protected abstract void onExpired();

    /** When it expires, on {@link Worker#nowMillis()}; {@link #NEVER} when it does not. */
    public final long deadlineMillis() {
        return deadline;
    }

    final void deadline(long millis) {
        deadline = millis;
    }
}
