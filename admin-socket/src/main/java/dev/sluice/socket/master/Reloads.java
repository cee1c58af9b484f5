package dev.sluice.socket.master;

/**
 * What the master knows of reloads. Any thread may ask.
 *
 * @param done those that were applied
 * @param failed those that were refused since the last one that was applied
 * @param workerStartMillis when the present configuration came into force, on {@link dev.sluice.state.Clock#millis()}
 */
public record Reloads(int done, int failed, long workerStartMillis) {
    /** After one that was applied. */
    public Reloads applied(long nowMillis) {
        return new Reloads(done + 1, 0, nowMillis);
    }

    /** After one that was refused. */
    public Reloads refused() {
        return new Reloads(done, failed + 1, workerStartMillis);
    }
}
