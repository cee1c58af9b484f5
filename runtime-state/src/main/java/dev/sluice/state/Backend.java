package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A side that has servers. */
public final class Backend extends Proxy {
    private static final Balancer NOBODY = new Balancer() {};

    private final Gauge queued = new Gauge();
    private volatile BackendView view = new BackendView(0, true, List.of(), List.of(), NOBODY);
    private volatile List<Server> servers = List.of();
    private volatile Map<String, Server> byName = Map.of();
    private volatile boolean enabled = true;
    private volatile boolean published = true;
    private volatile int fullconn;
    private volatile int usableActive;
    private volatile int usableBackup;
    private final ServerCookies cookies = new ServerCookies(this);
    private boolean mournsLast;
    private volatile long lastChangeMillis;
    private volatile long downMillis;

    /** Made by the control thread from its section. */
    @ControlThread
    public Backend(ProxySpec spec, int id) {
        super(spec, id);
        published = !spec.settings().get(ProxySettings.UNPUBLISHED);
    }

    /** What a decision needs; read it once for each. */
    public BackendView view() {
        return view;
    }

    /** What cookies say for its servers. */
    public ServerCookies cookies() {
        return cookies;
    }

    /** Its servers, in order. */
    public List<Server> servers() {
        return servers;
    }

    /** The server of a name, at a cost that does not grow with their number. */
    public Optional<Server> server(String name) {
        @Nullable Server known = byName.get(name);
        if (known != null && known.name().equals(name)) {
            return Optional.of(known);
        }
        // A server may have got another name since the map was made.
        return servers.stream().filter(server -> server.name().equals(name)).findFirst();
    }

    /** Whether it takes anyone ({@code disable backend}). */
    public boolean isEnabled() {
        return enabled;
    }

    /** Whether rules of frontends choose it ({@code unpublish backend}). */
    public boolean isPublished() {
        return published;
    }

    /** Sessions at which {@code minconn} servers reach {@code maxconn} ({@code slim} of its row); 0 has no such point. */
    public int fullconn() {
        return fullconn;
    }

    /** Requests that wait for any of its servers ({@code qcur} counts these and the servers' own). */
    public Gauge queued() {
        return queued;
    }

    /** Servers that may be chosen and are no backups ({@code act}). */
    public int usableActive() {
        return usableActive;
    }

    /** Backup servers that may be chosen ({@code bck}). */
    public int usableBackup() {
        return usableBackup;
    }

    /** Whether any server may be chosen. */
    public boolean isUsable() {
        return usableActive + usableBackup > 0;
    }

    /** When it last became usable or unusable, on {@link Clock#millis()}. */
    public long lastChangeMillis() {
        return lastChangeMillis;
    }

    /** Time spent unusable before {@link #lastChangeMillis()}. */
    public long downMillis() {
        return downMillis;
    }

    @ControlThread
    void view(BackendView next) {
        view = next;
    }

    /** Sets its servers; {@code ServerStates} publishes the view. */
    @ControlThread
    public void servers(List<Server> next) {
        Map<String, Server> named = new HashMap<>(2 * next.size());
        next.forEach(server -> named.put(server.name(), server));
        byName = named;
        servers = List.copyOf(next);
    }

    /** Sets {@link #fullconn()}: the configured value, else a tenth of the limits of the frontends that lead here. */
    @ControlThread
    public void fullconn(int sessions) {
        fullconn = sessions;
    }

    @ControlThread
    void published(boolean on) {
        published = on;
    }

    @ControlThread
    void enabled(boolean on) {
        enabled = on;
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer, the control thread.
    void countUsable(boolean backup, int change) {
        if (backup) {
            usableBackup = usableBackup + change;
        } else {
            usableActive = usableActive + change;
        }
    }

    /** Whether the loss of its last server is still to be told. */
    @ControlThread
    boolean mournsLast() {
        return mournsLast;
    }

    @ControlThread
    void mournsLast(boolean stillToTell) {
        mournsLast = stillToTell;
    }
}
