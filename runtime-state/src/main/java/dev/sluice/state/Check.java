package dev.sluice.state;

import org.jspecify.annotations.Nullable;

/**
 * State of a server's health check or agent check: what {@code show stat} and {@code show servers state} print of it. Written on the
 * control thread, read by any; {@link #running} alone is written by the checks' own loop.
 */
public final class Check {
    private volatile boolean configured;
    private volatile boolean enabled;
    private volatile boolean paused;
    private volatile boolean running;
    private volatile int rise = 2;
    private volatile int fall = 3;
    private volatile int health;
    private volatile @Nullable Observation observation;
    private volatile CheckResult last =
            new CheckResult(CheckStatus.INITIALIZING, CheckResult.Verdict.UNKNOWN, -1, -1, "");

    /** Whether the configuration asks for it (bit 2 of {@code srv_check_state}). */
    public boolean isConfigured() {
        return configured;
    }

    /** Whether it is switched on (bit 4). */
    public boolean isEnabled() {
        return enabled;
    }

    /** Whether maintenance holds it back (bit 8). */
    public boolean isPaused() {
        return paused;
    }

    /** Whether one is under way (bit 1). */
    public boolean isRunning() {
        return running;
    }

    /** Successes that bring the server up. */
    public int rise() {
        return rise;
    }

    /** Failures that take it down. */
    public int fall() {
        return fall;
    }

    /** 0 to {@code rise + fall - 1}; up from {@code rise} on. */
    public int health() {
        return health;
    }

    /** How the server is judged by its traffic besides; null where it is not. */
    public @Nullable Observation observation() {
        return observation;
    }

    /** The newest result. */
    public CheckResult last() {
        return last;
    }

    /** {@code srv_check_state} without the agent's bit. */
    public int stateBits() {
        return (running ? 1 : 0) | (configured ? 2 : 0) | (enabled ? 4 : 0) | (paused ? 8 : 0);
    }

    /** The best health there is. */
    public int top() {
        return rise + fall - 1;
    }

    /** The health that one more success makes: a step, and at {@link #rise()} all the way up. */
    int afterSuccess() {
        int next = Math.min(health + 1, top());
        return next >= rise ? top() : next;
    }

    /** The health that one more failure makes: a step, and below {@link #rise()} all the way down. */
    int afterFailure() {
        int next = health - 1;
        return next < rise ? 0 : next;
    }

    /** Set by the checks' loop around each check. */
    public void running(boolean now) {
        running = now;
    }

    @ControlThread
    void configure(boolean isConfigured, int risesNeeded, int fallsNeeded) {
        configured = isConfigured;
        rise = risesNeeded;
        fall = fallsNeeded;
    }

    @ControlThread
    void observe(@Nullable Observation by) {
        observation = by;
    }

    @ControlThread
    void enabled(boolean on) {
        enabled = on;
    }

    @ControlThread
    void paused(boolean on) {
        paused = on;
    }

    @ControlThread
    void health(int value) {
        health = value;
    }

    @ControlThread
    void last(CheckResult result) {
        last = result;
    }
}
