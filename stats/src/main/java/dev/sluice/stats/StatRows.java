package dev.sluice.stats;

import dev.sluice.config.ProxySettings;
import dev.sluice.operation.Cursor;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.Topology;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of a query in order: proxies as configured; of each its frontend, that one's listeners, the servers, the backend. Goes through
 * the proxies as they were at its start.
 */
public final class StatRows implements Cursor<StatSubject> {
    private final StatQuery query;
    private final Iterator<Proxy> proxies;
    private Iterator<Listener> listeners = Collections.emptyIterator();
    private Iterator<Server> servers = Collections.emptyIterator();
    private @Nullable Backend backend;

    /** Rows of these proxies. */
    public StatRows(Topology topology, StatQuery query) {
        this.query = query;
        this.proxies = topology.proxies().iterator();
    }

    @Override
    public @Nullable StatSubject next() {
        while (true) {
            StatSubject inside = nextInside();
            if (inside != null) {
                return inside;
            }
            if (!proxies.hasNext()) {
                return null;
            }
            StatSubject frontend = enter(proxies.next());
            if (frontend != null) {
                return frontend;
            }
        }
    }

    /** Makes a proxy the present one; its row where it comes first. */
    private @Nullable StatSubject enter(Proxy proxy) {
        boolean wanted = query.proxyId() == -1 || proxy.id() == query.proxyId();
        // A proxy that the configuration disables has no row.
        boolean disabled = proxy.settings().get(ProxySettings.DISABLED);
        if (!wanted || disabled || !proxy.name().contains(query.nameContains())) {
            return null;
        }
        if (proxy instanceof Frontend frontend) {
            if (frontend.isLogForward()) {
                return null;
            }
            if (frontend.settings().get(ProxySettings.SOCKET_STATS) && wants(SubjectKind.LISTENER)) {
                listeners = frontend.listeners().iterator();
            }
            return wants(SubjectKind.FRONTEND) ? new StatSubject.OfFrontend(frontend) : null;
        }
        backend = (Backend) proxy;
        if (wants(SubjectKind.SERVER)) {
            servers = ((Backend) proxy).servers().iterator();
        }
        return null;
    }

    private @Nullable StatSubject nextInside() {
        while (listeners.hasNext()) {
            Listener listener = listeners.next();
            if (query.id() == -1 || query.id() == listener.id()) {
                return new StatSubject.OfListener(listener);
            }
        }
        while (servers.hasNext()) {
            Server server = servers.next();
            if ((query.id() == -1 || query.id() == server.id()) && isShown(server)) {
                return new StatSubject.OfServer(server);
            }
        }
        Backend last = backend;
        backend = null;
        return last != null && wants(SubjectKind.BACKEND) ? new StatSubject.OfBackend(last) : null;
    }

    private boolean isShown(Server server) {
        return switch (query.shown()) {
            case ALL -> true;
            case NOT_IN_MAINTENANCE -> !Subjects.isInMaintenance(server);
            case UP -> server.operationalState() != OperationalState.STOPPED && !Subjects.isInMaintenance(server);
        };
    }

    private boolean wants(SubjectKind kind) {
        return (query.kinds() & kind.selectorBit()) != 0;
    }
}
