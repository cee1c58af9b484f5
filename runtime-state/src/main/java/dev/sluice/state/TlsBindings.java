package dev.sluice.state;

import dev.sluice.config.BindSpec;
import dev.sluice.config.CheckScript;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.AcceptingTls;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.ConnectingTls;
import dev.sluice.state.tls.TlsContent;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.state.tls.TlsPlans;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the encryption of listeners and servers anew, all of it before any of it is used: until {@link #apply()} nothing has changed,
 * and {@link #abandon()} lets go of what was made.
 */
@ControlThread
public final class TlsBindings {
    private final DataPlane dataPlane;
    private final Settings global;
    private final TlsPlans plans;
    private final Map<Listener, AcceptingTls> listeners = new IdentityHashMap<>();
    private final Map<Server, ConnectingTls> servers = new IdentityHashMap<>();

    /** By a {@code global} section and what files hold. */
    public TlsBindings(DataPlane dataPlane, Settings global, TlsContent content) {
        this.dataPlane = dataPlane;
        this.global = global;
        this.plans = new TlsPlans(global, content);
    }

    /** Makes that of a listener, whose line may be a new one. */
    public void make(Listener listener, BindSpec bind, Mode mode) throws TlsFormatException {
        if (TlsPlans.isUsed(bind)) {
            AcceptingPlan plan = plans.accepting(bind, mode);
            listeners.put(listener, new AcceptingTls(plan, dataPlane.accepting(plan)));
        }
    }

    /** Makes that of a server, whose settings may be new. */
    public void make(Server server, Settings settings, Settings backend) throws TlsFormatException {
        CheckScript script = CheckScript.of(settings, backend, global);
        if (isNamed(settings) || script.encrypts()) {
            ConnectingPlan plan = plans.connecting(settings, backend.get(ProxySettings.MODE), script);
            servers.put(server, new ConnectingTls(plan, dataPlane.connecting(plan)));
        }
    }

    /** Whether a server's line says anything of encryption, so that it can be switched on. */
    public static boolean isNamed(Settings settings) {
        return settings.get(TlsSettings.SSL)
                || settings.get(TlsSettings.SSL_PREPARED)
                || settings.get(TlsSettings.CHECK_SSL);
    }

    /** Makes that of a server that is about to be added. */
    public void make(Server server) throws TlsFormatException {
        make(server, server.settings(), server.backend().settings());
    }

    /**
     * Makes anew what is in use and concerns a change.
     *
     * @param accepting which listeners, by what they have planned now
     * @param connecting which servers
     */
    public void remake(Topology topology, Predicate<AcceptingPlan> accepting, Predicate<ConnectingPlan> connecting)
            throws TlsFormatException {
        for (Frontend frontend : topology.frontends()) {
            for (Listener listener : frontend.listeners()) {
                AcceptingTls now = listener.tls();
                if (now != null && accepting.test(now.plan())) {
                    make(listener, listener.spec(), frontend.mode());
                }
            }
        }
        for (Backend backend : topology.backends()) {
            for (Server server : backend.servers()) {
                ConnectingTls now = server.encryption().tls();
                if (now != null && connecting.test(now.plan())) {
                    make(server);
                }
            }
        }
    }

    /** The plans of the listeners that were made anew. */
    public List<AcceptingPlan> accepting() {
        return listeners.values().stream().map(AcceptingTls::plan).toList();
    }

    /** How many servers were made anew. */
    public int connecting() {
        return servers.size();
    }

    /** Has new connections use what was made; what they used before is let go once no worker can begin one with it. */
    public void apply() {
        List<TlsContext> old = new ArrayList<>();
        listeners.forEach((listener, next) -> {
            add(old, listener.tls());
            listener.tls(next);
        });
        servers.forEach((server, next) -> {
            ConnectingTls before = server.encryption().tls();
            if (before != null) {
                old.add(before.context());
            }
            server.encryption().tls(next);
        });
        discard(dataPlane, old);
    }

    private static void add(List<TlsContext> old, @Nullable AcceptingTls before) {
        if (before != null) {
            old.add(before.context());
        }
    }

    /** Takes from listeners and servers that are gone, or are no longer encrypted, what they used. */
    public void retire(List<Listener> goneListeners, List<Server> goneServers) {
        List<TlsContext> old = new ArrayList<>();
        for (Listener listener : goneListeners) {
            if (!listeners.containsKey(listener)) {
                add(old, listener.tls());
                listener.tls(null);
            }
        }
        for (Server server : goneServers) {
            ConnectingTls before = server.encryption().tls();
            if (before != null && !servers.containsKey(server)) {
                old.add(before.context());
                server.encryption().tls(null);
            }
        }
        discard(dataPlane, old);
    }

    private static void discard(DataPlane dataPlane, List<TlsContext> old) {
        if (!old.isEmpty()) {
            var unused = dataPlane.barrier().thenRun(() -> old.forEach(dataPlane::discard));
        }
    }

    /** Lets go of what was made. */
    public void abandon() {
        listeners.values().forEach(made -> dataPlane.discard(made.context()));
        servers.values().forEach(made -> dataPlane.discard(made.context()));
        listeners.clear();
        servers.clear();
    }
}
