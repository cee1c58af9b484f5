package dev.sluice.operation;

import dev.sluice.config.SluiceSettings;
import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import dev.sluice.state.Topology;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every change its number, finds out what it did to which resource, and tells of it. Confined to the control thread, but for the
 * number.
 */
final class Revisions {
    /**
     * Numbers begin with the time of the start, so that those of a process are above those of the process before it: a client that goes on
     * where it stopped is told of the restart instead of missing something. There is room for a million changes a second, and the numbers
     * stay below 2^53, past which some languages lose digits.
     */
    private static final int PER_MILLI = 1000;

    private static final int NOTICE = 5;

    private final RuntimeState state;
    private final DataPlane dataPlane;
    private final ServerStates servers;
    private final Clock clock;
    private final Events events;
    private final Map<Object, Resources.Seen> known = new IdentityHashMap<>();
    private Topology knownTopology;
    private volatile long newest;

    Revisions(RuntimeState state, ServerStates servers, DataPlane dataPlane, Clock clock) {
        this.state = state;
        this.dataPlane = dataPlane;
        this.servers = servers;
        this.clock = clock;
        this.knownTopology = state.topology();
        this.newest = state.process().identity().startWallMillis() * PER_MILLI;
        this.events = new Events(newest);
    }

    long newest() {
        return newest;
    }

    Events events() {
        return events;
    }

    /** Takes what is there now for the beginning, without an event. */
    void begin() {
        changes(List.of());
    }

    /** Something has changed. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer, the control thread.
    void applied(Caller caller, String operation, String what, List<Change> named) {
        newest = newest + 1;
        Event event = new Event(newest, clock.wallMillis(), caller, operation, what, changes(named));
        audit(event);
        events.add(event);
    }

    private void audit(Event event) {
        SluiceSettings.Audit audited = state.configuration().sluice().get(SluiceSettings.AUDIT);
        boolean asked = audited == SluiceSettings.Audit.ALL
                ? isAsked(event)
                : event.caller().surface().equals("grpc");
        if (asked && audited != SluiceSettings.Audit.OFF) {
            dataPlane.log(null, NOTICE, AuditLine.of(event));
        }
    }

    /** What checks find and rules do, someone has not asked for. */
    private static boolean isAsked(Event event) {
        String surface = event.caller().surface();
        return !surface.equals("check") && !surface.equals("rule");
    }

    private List<Change> changes(List<Change> named) {
        ServerStates.Stamped stamped = servers.stamp(newest);
        if (stamped.isEmpty() && state.topology() == knownTopology) {
            return named;
        }
        List<Change> changes = new ArrayList<>(named);
        proxies(stamped.proxies(), changes);
        for (Server server : stamped.gone()) {
            if (known.remove(server) != null) {
                changes.add(Change.of(Change.Kind.REMOVED, Resources.of(server)));
            }
        }
        for (Server server : stamped.servers()) {
            changes.add(change(server, Resources.of(server), Resources.see(server)));
        }
        return changes;
    }

    private void proxies(List<Proxy> touched, List<Change> changes) {
        Topology topology = state.topology();
        if (topology != knownTopology) {
            moved(knownTopology.frontends(), topology.frontends(), changes);
            moved(knownTopology.backends(), topology.backends(), changes);
            knownTopology = topology;
        }
        for (Proxy proxy : touched) {
            if (known.containsKey(proxy)) {
                Change change = change(proxy, Resources.of(proxy), Resources.see(proxy));
                if (!change.fields().isEmpty()) {
                    changes.add(change);
                }
            }
        }
    }

    private void moved(List<? extends Proxy> before, List<? extends Proxy> after, List<Change> changes) {
        Map<Proxy, Boolean> present = new IdentityHashMap<>();
        after.forEach(proxy -> present.put(proxy, true));
        for (Proxy proxy : before) {
            if (!present.containsKey(proxy) && known.remove(proxy) != null) {
                changes.add(Change.of(Change.Kind.REMOVED, Resources.of(proxy)));
            }
        }
        for (Proxy proxy : after) {
            if (!known.containsKey(proxy)) {
                changes.add(change(proxy, Resources.of(proxy), Resources.see(proxy)));
            }
        }
    }

    private Change change(Object subject, String name, Resources.Seen now) {
        Resources.@Nullable Seen before = known.put(subject, now);
        return new Change(before == null ? Change.Kind.ADDED : Change.Kind.UPDATED, name, now.since(before));
    }
}
