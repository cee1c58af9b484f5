package dev.sluice.socket;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.operation.AdminSocket;
import dev.sluice.socket.command.AnonWords;
import dev.sluice.socket.command.CacheWords;
import dev.sluice.socket.command.DeveloperWords;
import dev.sluice.socket.command.DrainWords;
import dev.sluice.socket.command.EventWords;
import dev.sluice.socket.command.ExplainWords;
import dev.sluice.socket.command.InspectWords;
import dev.sluice.socket.command.MembershipWords;
import dev.sluice.socket.command.PatternWords;
import dev.sluice.socket.command.ProcessWords;
import dev.sluice.socket.command.ProxyWords;
import dev.sluice.socket.command.ResolverWords;
import dev.sluice.socket.command.ServerWords;
import dev.sluice.socket.command.SessionWords;
import dev.sluice.socket.command.StatWords;
import dev.sluice.socket.command.TableWords;
import dev.sluice.socket.command.TextWords;
import dev.sluice.socket.command.TlsListWords;
import dev.sluice.socket.command.TlsWords;
import dev.sluice.socket.command.VariableWords;
import dev.sluice.socket.command.Vocabulary;
import dev.sluice.socket.master.MasterInterpreter;
import dev.sluice.socket.master.Reloads;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The admin sockets of a program. They are opened in two steps, {@link #prepare} and {@link Change#commit}, so that a program starts or
 * reloads as a whole or not at all.
 *
 * <p><b>Threads.</b> Any thread may call; sockets and connections live on one event loop of their own.
 */
public final class AdminSockets implements AutoCloseable {
    /** Where numbers of admin connections begin: far from those of streams, and shown as a pointer would be. */
    private static final long FIRST_ID = 0x7ad000000000L;

    /** Connections of the master's socket that are served at once; HAProxy's own limit. */
    private static final int MASTER_CONNECTIONS_MAX = 10;

    /** Connections that are over but whose client has not closed its side: past this many, politeness ends. */
    private static final int LINGERING_MAX = 256;

    private final Surroundings surroundings;
    private final Binder binder;
    private final EventLoopGroup group;
    private final Turns turns;
    private final Turns masterTurns;
    private final Set<AdminChannel> connections = new LinkedHashSet<>();
    private volatile List<OpenSocket> open = List.of();
    private volatile Limits limits = Limits.of(Settings.EMPTY);
    private volatile int connectionCount;
    private volatile Reloads reloads;
    private volatile @Nullable OpenSocket master;
    private int opened;
    private int lingering;
    private long nextId = FIRST_ID;

    /** Sockets that work on this; none is open yet. */
    public AdminSockets(Surroundings surroundings) {
        this(surroundings, Binder.best());
    }

    AdminSockets(Surroundings surroundings, Binder binder) {
        this.surroundings = surroundings;
        this.binder = binder;
        this.group = binder.loop();
        this.turns = new Turns(limits.maxconn());
        this.masterTurns = new Turns(MASTER_CONNECTIONS_MAX);
        this.reloads = new Reloads(-1, 0, surroundings.clock().millis());
    }

    /** What the event loop does before it sleeps. */
    Attention attention() {
        return binder.attention();
    }

    /** All that can be said, for documentation and tests. */
    public static Vocabulary vocabulary() {
        return Said.VOCABULARY;
    }

    /**
     * Opens the sockets that {@code next} has and that are not open yet. They accept nobody, and paths of unix sockets are not taken,
     * until the change is committed. Completes with the change, or with what went wrong, in which case nothing has changed.
     */
    public CompletionStage<Change> prepare(Configuration next) {
        CompletableFuture<Change> prepared = new CompletableFuture<>();
        group.next().execute(() -> prepare(next, prepared));
        return prepared;
    }

    /** Opens the master's socket ({@code -S}) at once; completes with what went wrong, as a rule nothing. */
    public CompletionStage<List<String>> openMaster(BindSpec spec) {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        group.next().execute(() -> openMaster(spec, done));
        return done;
    }

    private void openMaster(BindSpec spec, CompletableFuture<List<String>> done) {
        List<String> errors = new ArrayList<>();
        OpenSocket socket =
                new OpenSocket(new Listening(this, spec, spec.addresses().get(0), 1, Listening.Kind.MASTER));
        master = socket;
        CompletableFuture<Void> unused = socket.open(binder, group.next(), errors)
                .thenRun(() -> {
                    if (errors.isEmpty()) {
                        socket.publish(errors);
                        masterTurns.add(socket.channel());
                    }
                    done.complete(errors);
                });
    }

    /** The open sockets in order, for {@code show cli sockets}. */
    public List<AdminSocket> listing() {
        return open.stream()
                .map(socket -> new AdminSocket(
                        socket.shownAddress(), socket.listening().settings().get(BindSettings.LEVEL)))
                .toList();
    }

    /** The addresses as {@code HAPROXY_CLI} tells them to programs that are started: with prefixes, divided by semicolons. */
    public String environment() {
        return listing().stream().map(AdminSocket::address).collect(Collectors.joining(";"));
    }

    /** How many sockets are open. */
    public int listenerCount() {
        return open.size();
    }

    /** How many connections are being served. */
    public int connectionCount() {
        return connectionCount;
    }

    /** Closes sockets and connections and removes the files; returns when it is done. */
    @Override
    public void close() {
        List<OpenSocket> last = open;
        open = List.of();
        last.forEach(OpenSocket::close);
        OpenSocket masterLast = master;
        if (masterLast != null) {
            masterLast.close();
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void prepare(Configuration next, CompletableFuture<Change> prepared) {
        List<OpenSocket> after = new ArrayList<>();
        List<CompletableFuture<Void>> attempts = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (BindSpec spec : next.statsSockets()) {
            for (ListenAddress address : spec.addresses()) {
                OpenSocket socket = existing(spec, address);
                if (socket == null) {
                    socket = new OpenSocket(new Listening(this, spec, address, ++opened, Listening.Kind.ADMIN));
                    attempts.add(socket.open(binder, group.next(), errors));
                }
                after.add(socket);
            }
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new))
                .thenRun(() -> prepared.complete(new Change(this, next, after, errors)));
    }

    /** A socket stays open while its address and everything said of it stays the same, whatever line that is on now. */
    private @Nullable OpenSocket existing(BindSpec spec, ListenAddress address) {
        return open.stream()
                .filter(socket -> socket.listening().address().equals(address)
                        && socket.listening().settings().equals(spec.settings()))
                .findFirst()
                .orElse(null);
    }

    /** Makes a change; on the event loop. */
    List<String> apply(Configuration next, List<OpenSocket> after) {
        List<String> errors = new ArrayList<>();
        List<OpenSocket> before = open;
        limits = Limits.of(next.global());
        turns.limit(limits.maxconn());
        before.stream().filter(socket -> !after.contains(socket)).forEach(socket -> {
            turns.remove(socket.channel());
            socket.close();
        });
        after.stream().filter(socket -> !before.contains(socket)).forEach(socket -> {
            socket.publish(errors);
            turns.add(socket.channel());
        });
        open = List.copyOf(after);
        // The first configuration is no reload.
        reloads = reloads.applied(surroundings.clock().millis());
        return errors;
    }

    /** Gives up what was prepared; on the event loop. */
    void forget(List<OpenSocket> after) {
        List<OpenSocket> kept = open;
        after.stream().filter(socket -> !kept.contains(socket)).forEach(OpenSocket::close);
    }

    void onLoop(Runnable task) {
        group.next().execute(task);
    }

    void served(AdminChannel connection) {
        connections.add(connection);
        connectionCount = connections.size();
    }

    void notServed(AdminChannel connection) {
        connections.remove(connection);
        connectionCount = connections.size();
    }

    /** Whether one more connection may linger; if not it is closed at once. */
    boolean linger() {
        lingering++;
        return lingering <= LINGERING_MAX;
    }

    void lingered() {
        lingering--;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Turns masterTurns() {
        return masterTurns;
    }

    MasterInterpreter.World masterWorld() {
        return new MasterInterpreter.World(surroundings.door(), () -> reloads, () -> reloads = reloads.refused());
    }

    Limits limits() {
        return limits;
    }

    Turns turns() {
        return turns;
    }

    Set<AdminChannel> connections() {
        return connections;
    }

    long nextId() {
        // As far apart as objects would be.
        nextId += 0x40;
        return nextId;
    }

    /** What can be said on an admin socket; put together for the first connection, since many a program never has one. */
    private static final class Said {
        private static final Vocabulary VOCABULARY = Vocabulary.join(List.of(
                TextWords.ALL,
                ServerWords.ALL,
                MembershipWords.ALL,
                DrainWords.ALL,
                ResolverWords.ALL,
                ProxyWords.ALL,
                TlsWords.ALL,
                TlsListWords.ALL,
                SessionWords.ALL,
                TableWords.ALL,
                CacheWords.ALL,
                VariableWords.ALL,
                StatWords.ALL,
                PatternWords.ALL,
                ProcessWords.ALL,
                InspectWords.ALL,
                AnonWords.ALL,
                EventWords.ALL,
                DeveloperWords.ALL,
                ExplainWords.ALL));
    }
}
