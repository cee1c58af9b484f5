package dev.sluice.state;

import dev.sluice.config.Balance;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Setting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what servers and backends are, and publishes what traffic sees of it. Confined to the control thread, once there is one.
 */
@ControlThread
public final class ServerStates {
    private static final int OPERATOR_BITS = AdminState.FORCED_MAINT | AdminState.FORCED_DRAIN;
    private static final String BY_HAND = ", changed from CLI";

    private final DataPlane dataPlane;
    private final Clock clock;
    private final Touched touched = new Touched();
    private final Told told = new Told();
    private final Transitions transitions;
    private boolean removedSinceAdded;
    private int reuses;
    private final CheckVerdicts verdicts;
    private final NameVerdicts names;
    private volatile @Nullable Thread owner;

    /** Works on servers of one process. */
    public ServerStates(DataPlane dataPlane, Clock clock) {
        this.dataPlane = dataPlane;
        this.clock = clock;
        this.transitions = new Transitions(dataPlane, clock, touched, told);
        this.verdicts = new CheckVerdicts(this, transitions);
        this.names = new NameVerdicts(this, transitions, dataPlane);
    }

    /** What was told of servers. */
    public Told told() {
        return told;
    }

    /** From now on only {@code thread} may change anything. */
    public void confineTo(Thread thread) {
        owner = thread;
    }

    private boolean isConfined() {
        Thread only = owner;
        return only == null || only == Thread.currentThread();
    }

    /** Forces a server into maintenance; whether that was a change. */
    public boolean maint(Server server) {
        assert isConfined();
        return transitions.administrative(
                server, (server.adminState() & ~AdminState.FORCED_DRAIN) | AdminState.FORCED_MAINT, null);
    }

    /** Has a server finish what it has without new clients, and ends its forced maintenance; whether that was a change. */
    public boolean drain(Server server) {
        assert isConfined();
        return transitions.administrative(
                server, (server.adminState() & ~OPERATOR_BITS) | AdminState.FORCED_DRAIN, null);
    }

    /** Ends forced maintenance and forced draining, not what is inherited; whether that was a change. */
    public boolean ready(Server server) {
        assert isConfined();
        return transitions.administrative(server, server.adminState() & ~OPERATOR_BITS, null);
    }

    /** Overrides a server's health, until its next check; not for one that tracks another. */
    public void setHealth(Server server, OperationalState state) {
        assert isConfined();
        Check check = server.health();
        check.health(state == OperationalState.STOPPED ? 0 : check.top());
        transitions.operational(server, state, BY_HAND);
        touched.server(server);
    }

    /** Overrides what the agent said. */
    public void setAgent(Server server, boolean up) {
        assert isConfined();
        server.agent().health(up ? server.agent().top() : 0);
        transitions.operational(server, up ? OperationalState.RUNNING : OperationalState.STOPPED, BY_HAND);
        touched.server(server);
    }

    /** Switches the health check. */
    public void enableHealth(Server server, boolean on) {
        assert isConfined();
        server.health().enabled(on);
        touched.server(server);
    }

    /** Switches the agent check. */
    public void enableAgent(Server server, boolean on) {
        assert isConfined();
        server.agent().enabled(on);
        touched.server(server);
    }

    /** A health check has ended; whether that was a change of the server's state. */
    public boolean healthChecked(Server server, CheckResult result) {
        assert isConfined();
        return verdicts.health(server, result);
    }

    /** A row of errors of its traffic has ended with {@code last}; whether that was a change of the server's state. */
    public boolean observed(Server server, int errors, Observation.Failure last) {
        assert isConfined();
        return verdicts.observed(server, errors, last);
    }

    /** An agent check has ended; whether that was a change of the server's state. */
    public boolean agentChecked(Server server, CheckResult result, @Nullable String line) {
        assert isConfined();
        return verdicts.agent(server, result, line);
    }

    /** What name servers said has come; answers whether that was a change. */
    public boolean resolved(Server server, NameReports.Place place) {
        assert isConfined();
        return names.found(server, place);
    }

    /** A server's name leads nowhere; answers whether that was a change. */
    public boolean unresolved(Server server, String cause) {
        assert isConfined();
        return names.lost(server, cause);
    }

    /** A record named a server; answers whether that was a change. */
    public boolean named(Server server, String name, int port, int weight) {
        assert isConfined();
        return names.named(server, name, port, weight);
    }

    /** Moves a server. */
    public void address(Server server, ServerAddress address) {
        assert isConfined();
        server.address(address);
        touched(server);
    }

    /** Limits a server's concurrent requests. */
    public void maxconn(Server server, int maxconn) {
        assert isConfined();
        server.maxconn(maxconn);
        touched(server);
    }

    /** Gives a server a weight; 0 takes it out of balancing. */
    public void weight(Server server, int weight) {
        assert isConfined();
        server.weight(weight);
        touched.weight(server);
        transitions.recount(server);
        transitions.sayIfNobodyLeft(server.backend());
    }

    /** Opens or closes a backend. */
    public void enableBackend(Backend backend, boolean on) {
        assert isConfined();
        backend.enabled(on);
        touched.backend(backend);
    }

    /** Has rules of frontends choose a backend, or not any more. */
    public void publish(Backend backend, boolean on) {
        assert isConfined();
        backend.published(on);
        touched.backend(backend);
    }

    /** Has requests to a server encrypted, or not. */
    public void encrypt(Server server, boolean on) {
        assert isConfined();
        server.encryption().on(on);
        touched(server);
    }

    /** Gives a server another name. */
    public void rename(Server server, String name) {
        assert isConfined();
        server.name(name);
        touched(server);
    }

    /** Sets something of a server over what its line says. */
    public <T> void set(Server server, Setting<T> setting, T value) {
        assert isConfined();
        server.overlay(server.overlay().toBuilder().set(setting, value).build());
        touched(server);
    }

    /**
     * What an earlier process knew of a server.
     *
     * @param admin its administrative state
     * @param operational the number of its operational state
     * @param weight as asked for then
     * @param seconds since its state changed last
     * @param address where it is
     * @param name the host name that it was given at run time; empty for that of its line
     */
    public record Saved(int admin, int operational, int weight, long seconds, ServerAddress address, String name) {}

    /** Gives a server that has just started the state that an earlier process left. */
    void restore(Server server, Saved saved) {
        assert isConfined();
        boolean maint = (saved.admin & AdminState.MAINT) != 0;
        boolean up = saved.operational != 0 && !maint;
        uncount(server);
        if (!saved.name.isEmpty()) {
            set(server, ServerSettings.FQDN, saved.name);
        }
        server.adminState(
                saved.admin | server.adminState() & (AdminState.INHERITED_MAINT | AdminState.INHERITED_DRAIN));
        server.address(saved.address);
        server.weight(saved.weight);
        server.operationalState(
                !up
                        ? OperationalState.STOPPED
                        : saved.operational == 3 ? OperationalState.STOPPING : OperationalState.RUNNING);
        server.health().health(up ? server.health().top() : 0);
        server.health().paused(maint && server.health().isConfigured());
        server.lastChangeMillis(clock.millis() - saved.seconds * 1000);
        touched(server);
        transitions.recount(server);
    }

    /** Takes a new server into account, once it is in its backend's list and knows whom it tracks. */
    void added(Server server) {
        assert isConfined();
        if (removedSinceAdded) {
            removedSinceAdded = false;
            reuses++;
        }
        server.reuses(reuses);
        server.lastChangeMillis(clock.millis());
        transitions.recount(server);
        server.backend().mournsLast(false);
        touched(server);
    }

    /** Takes a server that left its backend's list out of account. */
    void removed(Server server) {
        assert isConfined();
        removedSinceAdded = true;
        transitions.forget(server);
        touched.forget(server);
        touched.backend(server.backend());
        dataPlane.serverRemoved(server);
    }

    /** A backend left the configuration with all its servers. */
    void closed(Backend backend) {
        backend.servers(List.of());
        touched.backend(backend);
        var unused = dataPlane.proxyRemoved(backend); // Clients are its frontends'.
    }

    /** Takes a server out of its backend's count, before what it counts as changes. */
    void uncount(Server server) {
        transitions.forget(server);
    }

    /** Counts it again. */
    void recount(Server server) {
        transitions.recount(server);
        transitions.sayIfNobodyLeft(server.backend());
    }

    /** Gives a server the administrative state that its line asks for. */
    void configuredState(Server server) {
        int inherited = server.adminState() & (AdminState.INHERITED_MAINT | AdminState.INHERITED_DRAIN);
        boolean disabled = server.settings().get(ServerSettings.DISABLED);
        int own = disabled ? AdminState.FORCED_MAINT | AdminState.CONFIG_MAINT : 0;
        transitions.administrative(server, inherited | own, null);
    }

    /** Has a server copy the state of another from now on, or of none; a new one without a word. */
    void track(Server server, @Nullable Server tracked, boolean isNew) {
        server.tracked(tracked);
        if (isNew && tracked != null) {
            ServerStart.inherit(server);
        } else {
            transitions.follow(server, tracked);
        }
    }

    /** Notes that a server, and what balancing knows of it, has to be published. */
    public void touched(Server server) {
        touched.server(server);
        touched.backend(server.backend());
    }

    /** Notes that a backend has to be published. */
    public void touched(Backend backend) {
        touched.backend(backend);
    }

    /** Notes that a frontend has changed. */
    public void touched(Frontend frontend) {
        touched.frontend(frontend);
    }

    /** Gives all that was touched since the last time the revision of its change; tells what that was. */
    public Stamped stamp(long revision) {
        return touched.stamp(revision);
    }

    /**
     * What a change has touched.
     *
     * @param servers that are there
     * @param proxies that have changed, or some server of theirs
     * @param gone servers that are no longer there
     */
    public record Stamped(List<Server> servers, List<Proxy> proxies, List<Server> gone) {
        /** Whether it has touched none of them. */
        public boolean isEmpty() {
            return servers.isEmpty() && proxies.isEmpty() && gone.isEmpty();
        }
    }

    /** Moves on what moves with time, once a second. */
    public void tick(long nowMillis) {
        assert isConfined();
        transitions.tick(nowMillis);
    }

    /** Publishes the views of all backends that were touched since the last time, once each. */
    public void publish() {
        assert isConfined();
        Map<Backend, List<Server>> backends = touched.takeBackends();
        backends.forEach(this::publish);
        List<Server> changed = touched.takeServers();
        if (!changed.isEmpty()) {
            dataPlane.serversChanged(changed);
        }
        backends.keySet().forEach(dataPlane::backendChanged);
    }

    private void publish(Backend backend, List<Server> reweighed) {
        BackendView old = backend.view();
        List<Candidate> candidates = Candidates.of(backend, old.candidates(), reweighed);
        Balancer balancer = dataPlane.balancer(backend, candidates, old.balancer());
        backend.view(
                new BackendView(old.generation() + 1, backend.isEnabled(), candidates, backend.servers(), balancer));
    }

    /** Whether balancing can choose a server now. */
    public static boolean isUsable(Server server) {
        return Transitions.isUsable(server);
    }

    /** Whether the backend's algorithm follows changes of weight. */
    public static boolean isDynamic(Backend backend) {
        return Balance.isDynamic(backend.settings());
    }
}
