package dev.sluice.state;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of a backend. The control thread writes its state, in {@code ServerStates}; traffic writes gauges and counters.
 */
public final class Server implements Subject {
    /** Steps in which slowstart lets a server in. */
    public static final int THROTTLE_STEPS = 16;

    private final Backend backend;
    private volatile int id;
    private final CounterSet counters = new CounterSet();
    private final Gauge sessions = new Gauge();
    private final Gauge queued = new Gauge();
    private final Gauge usedConnections = new Gauge();
    private final Gauge idleConnections = new Gauge();
    private final Gauge provenConnections = new Gauge();
    private final Rate sessionRate = new Rate(() -> counters.total(Counter.SESSIONS));
    private final Check health = new Check();
    private final Check agent = new Check();
    private volatile String name;
    private volatile ServerSpec spec;
    private volatile Settings overlay = Settings.EMPTY;
    private volatile Settings settings;
    private volatile boolean dynamic;
    private volatile int reuses;
    private volatile int minconn;
    private volatile int maxqueue;
    private volatile boolean backup;
    private volatile ServerAddress address;
    private volatile int adminState;
    private volatile OperationalState operationalState = OperationalState.RUNNING;
    private volatile int initialWeight;
    private volatile int weight;
    private volatile int throttleSteps = THROTTLE_STEPS;
    private volatile int maxconn;
    private volatile long lastChangeMillis;
    private volatile long downMillis;
    private volatile long revision;
    private volatile @Nullable Server tracked;
    private volatile List<Server> trackers = List.of();
    private final Encryption encryption = new Encryption();
    private final SourcePorts sourcePorts = new SourcePorts();
    private boolean countedUsable;

    /** Made by the control thread from its line, before its first publication. */
    @ControlThread
    public Server(Backend backend, ServerSpec spec, int id) {
        this.backend = backend;
        this.id = id;
        this.name = spec.name();
        this.spec = spec;
        this.settings = spec.settings();
        this.address = spec.address();
        this.initialWeight = spec.settings().get(ServerSettings.WEIGHT);
        this.weight = initialWeight;
        this.maxconn = spec.settings().get(ServerSettings.MAXCONN);
        readLimits(spec);
        configureChecks(spec);
        ServerStart.asConfigured(this);
    }

    private void configureChecks(ServerSpec from) {
        Settings asked = from.settings();
        encryption.as(asked);
        health.configure(
                asked.get(ServerSettings.CHECK), asked.get(ServerSettings.RISE), asked.get(ServerSettings.FALL));
        agent.configure(asked.get(ServerSettings.AGENT_CHECK), 1, 1);
    }

    /** Takes its line's new words; what was changed at run time, and its state, the caller sees to. */
    @ControlThread
    void reconfigure(ServerSpec next) {
        boolean wasUp = health.health() >= health.rise();
        boolean wasAtTop = health.health() >= health.top();
        spec(next);
        boolean weightChanged = weight != initialWeight;
        initialWeight = next.settings().get(ServerSettings.WEIGHT);
        weight = weightChanged ? weight : initialWeight;
        configureChecks(next);
        int up = wasAtTop ? health.top() : Math.max(health.rise(), Math.min(health.health(), health.top()));
        health.health(wasUp ? up : Math.min(health.health(), health.rise() - 1));
    }

    /** Whose server it is. */
    public Backend backend() {
        return backend;
    }

    /** Its number in the backend ({@code sid}). */
    public int id() {
        return id;
    }

    /** Its name, which {@code set server … name} can change. */
    public String name() {
        return name;
    }

    /** Its line. */
    public ServerSpec spec() {
        return spec;
    }

    /** Whether and how connections to it are encrypted. */
    public Encryption encryption() {
        return encryption;
    }

    /** The ports that connections to it come from. */
    public SourcePorts sourcePorts() {
        return sourcePorts;
    }

    /** What its line says, and over it what was set at run time. */
    public Settings settings() {
        return settings;
    }

    /** What was set at run time over its line. */
    public Settings overlay() {
        return overlay;
    }

    /** Whether it was added at run time and no line has it. */
    public boolean isDynamic() {
        return dynamic;
    }

    /** How often servers had been taken out, of any backend, when this one came: with its number, that is unique ({@code srid}). */
    public int reuses() {
        return reuses;
    }

    /** Where connections go now. */
    public ServerAddress address() {
        return address;
    }

    /** Bits of {@link AdminState}. */
    public int adminState() {
        return adminState;
    }

    /** Whether it works. */
    public OperationalState operationalState() {
        return operationalState;
    }

    /** The configured weight, 0 to 256 ({@code srv_iweight}). */
    public int initialWeight() {
        return initialWeight;
    }

    /** The weight asked for, 0 to 256 ({@code uweight}). */
    public int weight() {
        return weight;
    }

    /** What slowstart lets through, in percent; 100 without. */
    public int throttlePercent() {
        return 100 * throttleSteps / THROTTLE_STEPS;
    }

    /** The same in steps, 1 to {@link #THROTTLE_STEPS}. */
    public int throttleSteps() {
        return throttleSteps;
    }

    /** Concurrent requests; 0 has no limit. */
    public int maxconn() {
        return maxconn;
    }

    /** Concurrent requests while the backend is idle, below {@link #maxconn()}; 0 where the limit does not move with the load. */
    public int minconn() {
        return minconn;
    }

    /** Requests that may wait for this server; 0 has no limit. */
    public int maxqueue() {
        return maxqueue;
    }

    /** When the operational state last changed, on {@link Clock#millis()}. */
    public long lastChangeMillis() {
        return lastChangeMillis;
    }

    /** Time spent down before {@link #lastChangeMillis()}. */
    public long downMillis() {
        return downMillis;
    }

    /** The revision of its last change; 0 before the first. */
    public long revision() {
        return revision;
    }

    /** Whose state this one copies, or null. */
    public @Nullable Server tracked() {
        return tracked;
    }

    /** Where its agent listens; 0 for the server's own port. What was set of health checks at run time is not for it. */
    public int agentPort() {
        return overlay.find(ServerSettings.AGENT_PORT).orElseGet(() -> ServerSettings.agentPort(spec.settings()));
    }

    /** The address of its agent; empty for the server's. */
    public String agentAddress() {
        return overlay.find(ServerSettings.AGENT_ADDR).orElseGet(() -> ServerSettings.agentAddress(spec.settings()));
    }

    /** Who copies the state of this one. */
    public List<Server> trackers() {
        return trackers;
    }

    /** Whether it serves only when no other can. */
    public boolean isBackup() {
        return backup;
    }

    /** Its health check. */
    public Check health() {
        return health;
    }

    /** Its agent check. */
    public Check agent() {
        return agent;
    }

    /** What its traffic counted. */
    public CounterSet counters() {
        return counters;
    }

    /** Requests or connections being served ({@code scur}, {@code smax}). */
    public Gauge sessions() {
        return sessions;
    }

    /** Requests waiting for this server ({@code qcur}, {@code qmax}). */
    public Gauge queued() {
        return queued;
    }

    /** Connections in use ({@code used_conn_cur}). */
    public Gauge usedConnections() {
        return usedConnections;
    }

    /** Connections kept for later requests ({@code srv_icur}). */
    public Gauge idleConnections() {
        return idleConnections;
    }

    /** Those of them that served more than one request ({@code safe_conn_cur}). */
    public Gauge provenConnections() {
        return provenConnections;
    }

    /** Sessions a second. */
    public Rate sessionRate() {
        return sessionRate;
    }

    @ControlThread
    void id(int number) {
        id = number;
    }

    @ControlThread
    void name(String next) {
        name = next;
    }

    @ControlThread
    void spec(ServerSpec next) {
        spec = next;
        settings = next.settings().with(overlay);
        readLimits(next);
    }

    /** Sets what holds over its line. */
    @ControlThread
    void overlay(Settings next) {
        overlay = next;
        settings = spec.settings().with(next);
    }

    @ControlThread
    void reuses(int before) {
        reuses = before;
    }

    @ControlThread
    void dynamic(boolean addedWhileRunning) {
        dynamic = addedWhileRunning;
    }

    // Requests look these up: fields are cheaper than the map of settings.
    private void readLimits(ServerSpec from) {
        int least = from.settings().get(ServerSettings.MINCONN);
        minconn = least < from.settings().get(ServerSettings.MAXCONN) ? least : 0;
        maxqueue = from.settings().get(ServerSettings.MAXQUEUE);
        backup = from.settings().get(ServerSettings.BACKUP);
        health.observe(Observation.of(from.settings(), backend.settings()));
    }

    @ControlThread
    void address(ServerAddress next) {
        address = next;
    }

    @ControlThread
    void adminState(int bits) {
        adminState = bits;
    }

    @ControlThread
    void operationalState(OperationalState next) {
        operationalState = next;
    }

    @ControlThread
    void initialWeight(int next) {
        initialWeight = next;
    }

    @ControlThread
    void weight(int next) {
        weight = next;
    }

    @ControlThread
    void throttleSteps(int next) {
        throttleSteps = next;
    }

    @ControlThread
    void maxconn(int next) {
        maxconn = next;
    }

    @ControlThread
    void lastChangeMillis(long now) {
        lastChangeMillis = now;
    }

    @ControlThread
    void downMillis(long total) {
        downMillis = total;
    }

    @ControlThread
    void revision(long number) {
        revision = number;
    }

    /** Has it copy the state of another from now on, or of none. */
    @ControlThread
    void tracked(@Nullable Server server) {
        Server before = tracked;
        if (before != null) {
            before.trackers =
                    before.trackers.stream().filter(other -> other != this).toList();
        }
        tracked = server;
        if (server != null) {
            server.trackers =
                    Stream.concat(Stream.of(this), server.trackers.stream()).toList();
        }
    }

    @ControlThread
    boolean isCountedUsable() {
        return countedUsable;
    }

    @ControlThread
    void countedUsable(boolean counted) {
        countedUsable = counted;
    }

    @Override
    public String toString() {
        return backend.name() + "/" + name;
    }
}
