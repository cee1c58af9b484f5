package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A side that takes connections. */
public final class Frontend extends Proxy {
    private final Rate requestRate = new Rate(() -> counters().total(Counter.REQUESTS));
    private final Rate connectionRate = new Rate(() -> counters().total(Counter.CONNECTIONS));
    private final LongAdder loggedLines = new LongAdder();
    private volatile List<Listener> listeners = List.of();
    private volatile Status status = Status.OPEN;
    private volatile int maxconn;
    private volatile int configuredMaxconn;

    /** Made by the control thread from its section. */
    @ControlThread
    public Frontend(ProxySpec spec, int id) {
        super(spec, id);
    }

    /** What it listens on, in order of the bind lines. */
    public List<Listener> listeners() {
        return listeners;
    }

    /** Whether it is a {@code log-forward} section, which has no statistics. */
    public boolean isLogForward() {
        return mode() == ProxySettings.Mode.LOG;
    }

    /** Whether it takes connections. */
    public Status status() {
        return status;
    }

    /** Connections at once ({@code slim}); 0 takes none. */
    public int maxconn() {
        return maxconn;
    }

    /** The limit that the configuration sets; a different {@link #maxconn()} was set at run time. */
    public int configuredMaxconn() {
        return configuredMaxconn;
    }

    /** HTTP requests a second. */
    public Rate requestRate() {
        return requestRate;
    }

    /** Connections a second. */
    public Rate connectionRate() {
        return connectionRate;
    }

    /** Lines that were logged about its traffic. */
    public long loggedLines() {
        return loggedLines.sum();
    }

    /** A line was logged; any thread. */
    public void countLogged() {
        loggedLines.increment();
    }

    /** Sets what it listens on. */
    @ControlThread
    public void listeners(List<Listener> next) {
        listeners = List.copyOf(next);
    }

    /** Sets whether it takes connections. */
    @ControlThread
    public void status(Status next) {
        status = next;
    }

    /** Sets the limit of connections. */
    @ControlThread
    public void maxconn(int limit) {
        maxconn = limit;
    }

    @ControlThread
    void configuredMaxconn(int limit) {
        configuredMaxconn = limit;
    }

    /** Whether a frontend takes connections, in the words of {@code show stat}. */
    public enum Status {
        OPEN,
        /** {@code disable frontend}. */
        PAUSED,
        /** {@code shutdown frontend}, or {@code disabled} in the configuration. */
        STOP
    }
}
