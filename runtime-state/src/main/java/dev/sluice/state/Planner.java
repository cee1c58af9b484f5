package dev.sluice.state;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.SocketSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a configuration with the live objects, by name. */
final class Planner {
    /** HAProxy itself takes the first number. */
    private static final int FIRST_PROXY = 2;

    private Planner() {}

    /** What was added at run time and the configuration does not have stays, where {@code keep} says so, behind all others. */
    static Plan plan(Topology live, Configuration configuration, boolean keep) {
        List<ProxySpec> specs = new ArrayList<>(configuration.proxies());
        if (keep) {
            specs.addAll(added(live, specs));
        }
        Ids ids = new Ids(
                FIRST_PROXY, specs.stream().mapToInt(spec -> spec.settings().get(ProxySettings.ID)), Ids.Asked.STAYS);
        List<Plan.Side> sides = new ArrayList<>();
        Set<Proxy> kept = new HashSet<>();
        for (ProxySpec spec : specs) {
            int id = ids.give(spec.settings().get(ProxySettings.ID));
            if (spec.kind().isFrontend()) {
                sides.add(frontend(live, spec, id, keep));
            }
            if (spec.kind().isBackend()) {
                sides.add(backend(live, spec, id, keep));
            }
        }
        sides.forEach(side -> kept.add(side.proxy()));
        return new Plan(
                configuration,
                sides,
                live.frontends().stream().filter(old -> !kept.contains(old)).toList(),
                live.backends().stream().filter(old -> !kept.contains(old)).toList());
    }

    private static List<ProxySpec> added(Topology live, List<ProxySpec> specs) {
        Set<String> names = specs.stream().map(ProxySpec::name).collect(Collectors.toSet());
        return live.proxies().stream()
                .filter(Proxy::isDynamic)
                .map(Proxy::spec)
                .filter(spec -> !names.contains(spec.name()))
                .toList();
    }

    private static Plan.FrontendSide frontend(Topology live, ProxySpec spec, int id, boolean keep) {
        @Nullable Frontend old = live.frontendNamed(spec.name());
        Frontend frontend = old == null ? new Frontend(spec, id) : old;
        List<Listener> unmatched = new ArrayList<>(frontend.listeners());
        Ids ids = new Ids(
                1, spec.binds().stream().mapToInt(bind -> bind.settings().get(BindSettings.ID)), Ids.Asked.CONTINUES);
        List<Plan.ListenerStep> steps = new ArrayList<>();
        for (BindSpec bind : spec.binds()) {
            for (ListenAddress address : bind.addresses()) {
                boolean first = address.equals(bind.addresses().get(0));
                steps.add(listener(
                        frontend,
                        bind,
                        address,
                        ids.give(first ? bind.settings().get(BindSettings.ID) : 0),
                        unmatched));
            }
        }
        if (keep) {
            for (Listener added : frontend.listeners()) {
                boolean stays = added.isDynamic() && unmatched.remove(added);
                if (stays) {
                    int listenerId = ids.give(0);
                    steps.add(new Plan.ListenerStep(added, added.spec(), listenerId, added.name(), false));
                }
            }
        }
        return new Plan.FrontendSide(frontend, spec, id, old == null, steps, unmatched);
    }

    private static Plan.ListenerStep listener(
            Frontend frontend, BindSpec bind, ListenAddress address, int id, List<Listener> unmatched) {
        String asked = bind.settings().get(BindSettings.NAME);
        String name = asked.isEmpty() ? "sock-" + id : asked;
        for (Listener old : unmatched) {
            if (old.address().equals(address) && isAlike(old.spec(), bind, address)) {
                unmatched.remove(old);
                return new Plan.ListenerStep(old, bind, id, name, false);
            }
        }
        return new Plan.ListenerStep(new Listener(frontend, bind, address, id, name), bind, id, name, true);
    }

    /** A socket that is open already cannot be made into any other; several may be bound to one address of a network, but not to one path. */
    private static boolean isAlike(BindSpec before, BindSpec after, ListenAddress address) {
        return before.settings()
                        .get(BindSettings.DATAGRAMS)
                        .equals(after.settings().get(BindSettings.DATAGRAMS))
                && (!(address instanceof ListenAddress.Inet)
                        || SocketSettings.alike(before.settings(), after.settings()));
    }

    private static Plan.BackendSide backend(Topology live, ProxySpec spec, int id, boolean keep) {
        @Nullable Backend old = live.backendNamed(spec.name());
        Backend backend = old == null ? new Backend(spec, id) : old;
        Map<String, Server> byName = new HashMap<>();
        backend.servers().forEach(server -> byName.put(Overrides.configuredName(server), server));
        Ids ids = new Ids(
                1,
                spec.servers().stream().mapToInt(server -> server.settings().get(ServerSettings.ID)),
                Ids.Asked.COUNTS);
        List<Plan.ServerStep> steps = new ArrayList<>();
        for (ServerSpec server : spec.servers()) {
            int serverId = ids.give(server.settings().get(ServerSettings.ID));
            @Nullable Server same = byName.remove(server.name());
            steps.add(new Plan.ServerStep(
                    same == null ? new Server(backend, server, serverId) : same, server, serverId, same == null));
        }
        if (keep) {
            for (Server server : backend.servers()) {
                boolean stays = server.isDynamic() && byName.remove(Overrides.configuredName(server)) != null;
                if (stays) {
                    steps.add(new Plan.ServerStep(server, server.spec(), freeId(server, steps, ids), false));
                }
            }
        }
        return new Plan.BackendSide(backend, spec, id, old == null, steps, List.copyOf(byName.values()));
    }

    /** A server that was added at run time keeps its number unless a line has it now. */
    private static int freeId(Server server, List<Plan.ServerStep> others, Ids ids) {
        Set<Integer> taken = others.stream().map(Plan.ServerStep::id).collect(Collectors.toSet());
        int id = server.id();
        while (taken.contains(id)) {
            id = ids.give(0);
        }
        return id;
    }

    /** The limits of the frontends that may lead to a backend, added up. */
    static long frontendLimits(Plan plan, Backend backend) {
        return plan.frontends().stream()
                .filter(side -> leadsTo(side.spec(), backend.name()))
                .filter(side -> !side.spec().settings().get(ProxySettings.DISABLED))
                .mapToLong(side -> side.proxy().maxconn())
                .sum();
    }

    private static boolean leadsTo(ProxySpec frontend, String backend) {
        String byDefault = frontend.settings().get(ProxySettings.DEFAULT_BACKEND);
        Stream<String> chosen =
                frontend.settings().get(ProxySettings.USE_BACKEND).stream().map(rule -> rule.backend());
        boolean own = frontend.kind() == ProxySpec.Kind.LISTEN
                && byDefault.isEmpty()
                && frontend.name().equals(backend);
        return own || byDefault.equals(backend) || chosen.anyMatch(backend::equals);
    }
}
