package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import org.jspecify.annotations.Nullable;

/** What frontends and backends have in common. The two sides of a {@code listen} section are two objects with one name and one id. */
public abstract sealed class Proxy implements Subject permits Frontend, Backend {
    private final String name;
    private volatile int id;
    private final CounterSet counters = new CounterSet();
    private final Gauge sessions = new Gauge();
    private final Rate sessionRate = new Rate(() -> counters.total(Counter.SESSIONS));
    private volatile ProxySpec spec;
    private volatile long revision;
    private volatile boolean dynamic;
    private volatile @Nullable BadMessage badRequest;
    private volatile @Nullable BadMessage badResponse;

    Proxy(ProxySpec spec, int id) {
        this.name = spec.name();
        this.id = id;
        this.spec = spec;
    }

    /** Its name. */
    public final String name() {
        return name;
    }

    /** Its number in statistics ({@code iid}). */
    public final int id() {
        return id;
    }

    /** What the configuration says of it. */
    public final ProxySpec spec() {
        return spec;
    }

    /** Short for {@code spec().settings()}. */
    public final Settings settings() {
        return spec.settings();
    }

    /** What kind of traffic it understands. */
    public final ProxySettings.Mode mode() {
        return settings().get(ProxySettings.MODE);
    }

    /** What its traffic counted. */
    public final CounterSet counters() {
        return counters;
    }

    /** Sessions now and at most ({@code scur}, {@code smax}). */
    public final Gauge sessions() {
        return sessions;
    }

    /** Sessions a second ({@code rate}, {@code rate_max}). */
    public final Rate sessionRate() {
        return sessionRate;
    }

    /** The revision of its last change; 0 before the first. */
    public final long revision() {
        return revision;
    }

    /** Whether it was added at run time and no section has it. */
    public final boolean isDynamic() {
        return dynamic;
    }

    @ControlThread
    void dynamic(boolean addedWhileRunning) {
        dynamic = addedWhileRunning;
    }

    /** The last request that it refused as no HTTP; null for none. */
    public final @Nullable BadMessage badRequest() {
        return badRequest;
    }

    /** The last response that it refused as no HTTP; null for none. */
    public final @Nullable BadMessage badResponse() {
        return badResponse;
    }

    /** Keeps a message that was refused, in place of the one before; any thread. */
    public final void keep(BadMessage message) {
        if (message.isResponse()) {
            badResponse = message;
        } else {
            badRequest = message;
        }
    }

    @ControlThread
    void revision(long number) {
        revision = number;
    }

    @ControlThread
    void id(int number) {
        id = number;
    }

    @ControlThread
    void spec(ProxySpec next) {
        spec = next;
    }

    @Override
    public String toString() {
        return name;
    }
}
