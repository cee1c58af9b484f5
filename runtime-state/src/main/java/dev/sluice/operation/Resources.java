package dev.sluice.operation;

import dev.sluice.config.ServerAddress;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resources as events name and compare them. */
public final class Resources {
    private Resources() {}

    /** The name of a server. */
    public static String of(Server server) {
        return "backends/" + server.backend().name() + "/servers/" + server.name();
    }

    /** The name of a frontend or backend. */
    public static String of(Proxy proxy) {
        return (proxy instanceof Frontend ? "frontends/" : "backends/") + proxy.name();
    }

    /** What is compared of a resource. */
    sealed interface Seen {
        /** What is different, as the typed API calls it; all of it where there was nothing before. */
        List<Change.Field> since(@Nullable Seen before);
    }

    static Seen see(Server server) {
        return new SeenServer(
                server.weight(),
                server.maxconn(),
                server.address(),
                server.adminState(),
                server.operationalState(),
                server.health().isEnabled(),
                server.agent().isEnabled());
    }

    static Seen see(Proxy proxy) {
        return proxy instanceof Frontend frontend
                ? new SeenFrontend(frontend.status(), frontend.maxconn())
                : new SeenBackend(((Backend) proxy).isEnabled());
    }

    private record SeenServer(
            int weight,
            int maxconn,
            ServerAddress address,
            int adminState,
            OperationalState operationalState,
            boolean health,
            boolean agent)
            implements Seen {
        @Override
        public List<Change.Field> since(@Nullable Seen other) {
            @Nullable SeenServer old = other instanceof SeenServer server ? server : null;
            Differences found = new Differences(old == null);
            found.add("weight", old == null ? 0 : old.weight, weight);
            found.add("max_connections", old == null ? 0 : old.maxconn, maxconn);
            if (old == null || !old.address.equals(address)) {
                found.add("address", old == null ? "" : old.address.display(), address.display());
            }
            found.add("admin_state", old == null ? "" : word(old.adminState), word(adminState));
            found.add("operational_state", old == null ? "" : old.operationalState, operationalState);
            found.add("health_check.enabled", old == null ? "" : old.health, health);
            found.add("agent_check.enabled", old == null ? "" : old.agent, agent);
            return found.list;
        }

        private static String word(int bits) {
            if ((bits & AdminState.MAINT) != 0) {
                return "MAINT";
            }
            return (bits & AdminState.DRAIN) != 0 ? "DRAIN" : "READY";
        }
    }

    private record SeenFrontend(Frontend.Status status, int maxconn) implements Seen {
        @Override
        public List<Change.Field> since(@Nullable Seen other) {
            @Nullable SeenFrontend old = other instanceof SeenFrontend frontend ? frontend : null;
            Differences found = new Differences(old == null);
            found.add("state", old == null ? "" : old.status, status);
            found.add("max_connections", old == null ? 0 : old.maxconn, maxconn);
            return found.list;
        }
    }

    private record SeenBackend(boolean enabled) implements Seen {
        @Override
        public List<Change.Field> since(@Nullable Seen other) {
            @Nullable SeenBackend old = other instanceof SeenBackend backend ? backend : null;
            Differences found = new Differences(old == null);
            found.add("enabled", old == null ? "" : old.enabled, enabled);
            return found.list;
        }
    }

    private static final class Differences {
        private final boolean all;
        private final List<Change.Field> list = new ArrayList<>(2);

        Differences(boolean all) {
            this.all = all;
        }

        void add(String name, Object before, Object after) {
            if (all) {
                list.add(new Change.Field(name, "", after.toString()));
            } else if (!before.equals(after)) {
                list.add(new Change.Field(name, before.toString(), after.toString()));
            }
        }
    }
}
