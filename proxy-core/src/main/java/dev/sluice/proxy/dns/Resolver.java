package dev.sluice.proxy.dns;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ResolversSpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.NameLookup;
import dev.sluice.state.CheckReports;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks name servers where servers are, for as long as the program runs, and what rules want to know. Any thread may ask it and tell it of servers. */
public final class Resolver implements NameLookup, AutoCloseable {
    private static final Logger LOGGER = System.getLogger("dev.sluice.resolver");
    /** With nothing to ask, the thread looks up this often. */
    private static final long IDLE_MILLIS = 60_000;

    private final RuntimeState state;
    private final Clock clock;
    private final CheckReports reports;
    private final ThreadFactory threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<Resolution.Key, Resolution> resolutions = new HashMap<>();
    private final Map<Server, Resolution> ofServers = new HashMap<>();
    private final Lookups lookups;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Selector selector;
    private @Nullable Inquiry inquiry;
    private volatile boolean closed;
    private List<ResolversSpec> sections = List.of();

    /** Asks nobody before it hears of the first server with a name. */
    public Resolver(RuntimeState state, Clock clock, CheckReports reports, ThreadFactory threads) {
        this.state = state;
        this.clock = clock;
        this.reports = reports;
        this.threads = threads;
        this.lookups = new Lookups(clock);
    }

    /** A server is new or has changed. Called on the control thread. */
    public void changed(Server server) {
        boolean wanted = !server.settings().get(ServerSettings.RESOLVERS).isEmpty();
        if (wanted) {
            start();
        }
        if (started.get()) {
            execute(() -> review(server));
        }
    }

    @Override
    public CompletableFuture<Optional<byte[]>> find(String section, String name, boolean ipv4First) {
        Lookups.Key key = Lookups.Key.of(section, name, ipv4First);
        byte[] known = lookups.known(key);
        if (known == null) {
            start();
        }
        if (known != null || closed) {
            return CompletableFuture.completedFuture(Optional.ofNullable(known));
        }
        CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
        execute(() -> look(key, answer));
        return answer;
    }

    private void look(Lookups.Key key, CompletableFuture<Optional<byte[]>> answer) {
        reread();
        lookups.ask(key, section(key.section()), answer, inquiry());
    }

    /** A server is gone. */
    public void removed(Server server) {
        if (started.get()) {
            execute(() -> forget(server));
        }
    }

    /** The sections may have changed: what they say of names is forgotten and asked for anew. */
    public void reconfigured() {
        if (started.get()) {
            execute(this::reread);
        }
    }

    @Override
    public void close() {
        closed = true;
        execute(() -> {});
    }

    /** Begins, unless that was done; whoever asks meanwhile is served then. */
    private void start() {
        if (closed || !started.compareAndSet(false, true)) {
            return;
        }
        try {
            Selector opened = Selector.open();
            selector = opened;
            inquiry = new Inquiry(state, clock, reports.names(), opened, this::follow);
            threads.newThread(this::run).start();
        } catch (IOException e) {
            LOGGER.log(Logger.Level.ERROR, "names cannot be resolved", e);
            closed = true;
        }
    }

    private void execute(Runnable task) {
        tasks.add(task);
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    private Inquiry inquiry() {
        if (inquiry == null) {
            throw new IllegalStateException("not started");
        }
        return inquiry;
    }

    private void run() {
        reread();
        while (!closed) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            long now = clock.millis();
            long next = now + IDLE_MILLIS;
            List<Resolution> all = new ArrayList<>(resolutions.values());
            all.addAll(lookups.resolutions());
            for (Resolution resolution : all) {
                if (resolution.dueMillis <= now) {
                    inquiry().goOn(resolution);
                }
                next = resolution.isOver() ? next : Math.min(next, resolution.dueMillis);
            }
            inquiry().await(Math.max(1, next - now));
        }
        inquiry().close();
        lookups.end();
    }

    private void reread() {
        List<ResolversSpec> now = state.configuration().global().get(GlobalSettings.RESOLVERS);
        if (now.equals(sections)) {
            return;
        }
        sections = now;
        List<Server> servers = new ArrayList<>(ofServers.keySet());
        resolutions.values().forEach(Resolution::stop);
        lookups.end();
        resolutions.clear();
        ofServers.clear();
        inquiry().sections(now);
        servers.forEach(this::review);
    }

    private void review(Server server) {
        reread();
        Settings settings = server.settings();
        String section = settings.get(ServerSettings.RESOLVERS);
        String record = settings.get(ServerSettings.SRV_RECORD);
        String name = record.isEmpty() ? settings.get(ServerSettings.FQDN) : record;
        Resolution known = ofServers.get(server);
        Resolution.Key key = new Resolution.Key(section, name, !record.isEmpty());
        if (known != null && known.key.equals(key)) {
            return;
        }
        forget(server);
        if (!section.isEmpty() && !name.isEmpty()) {
            Resolution wanted = join(server, key);
            if (wanted != null) {
                ofServers.put(server, wanted);
            }
        }
    }

    private @Nullable Resolution join(Server server, Resolution.Key key) {
        Resolution there = resolutions.get(key);
        if (there == null) {
            ResolversSpec spec = section(key.section());
            if (spec == null) {
                return null;
            }
            there = new Resolution(key, spec, clock.millis());
            resolutions.put(key, there);
        }
        there.servers.add(server);
        return there;
    }

    private @Nullable ResolversSpec section(String name) {
        return sections.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void forget(Server server) {
        Resolution known = ofServers.remove(server);
        if (known != null) {
            known.services.remove(server);
            known.obsoleteSince.remove(server);
            for (Resolution each : List.copyOf(resolutions.values())) {
                leave(each, server);
            }
        }
    }

    private void leave(Resolution resolution, Server server) {
        resolution.servers.remove(server);
        if (resolution.servers.isEmpty()) {
            inquiry().end(resolution);
            resolutions.remove(resolution.key);
        }
    }

    /** A record says under which other name a server is to be looked for; the empty one for none any more. */
    private void follow(Server server, String section, String target) {
        Resolution.Key key = new Resolution.Key(section, target, false);
        for (Resolution each : List.copyOf(resolutions.values())) {
            if (!each.key.service() && !each.key.equals(key) && each.servers.contains(server)) {
                leave(each, server);
            }
        }
        if (!target.isEmpty()) {
            var unused = join(server, key);
        }
    }
}
