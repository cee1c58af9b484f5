package dev.sluice.operation.server;

import dev.sluice.config.Balance;
import dev.sluice.config.CheckScript;
import dev.sluice.config.Http2Settings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.keyword.RunningServer;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.config.parse.RunningLine;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Backend;
import dev.sluice.state.Membership;
import dev.sluice.state.Server;
import dev.sluice.state.TlsBindings;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds servers and takes them out. */
final class AdditionHandlers {
    private AdditionHandlers() {}

    static Outcome add(AddServer operation, Context context) {
        context.told().clear();
        ServerRef reference = operation.server();
        if (reference.server().isEmpty()) {
            return Outcome.refused(Reason.MISSING_ARGUMENT, "Require 'backend/server'.");
        }
        return Find.backend(context, reference.backend()).then(backend -> {
            if (!isPossible(backend)) {
                return Outcome.refused(
                        Reason.STATIC_ALGORITHM,
                        "Backend does not support dynamic servers : backend '" + backend
                                + "' uses a non dynamic load balancing method.");
            }
            if (isTaken(backend, reference.server())) {
                return Outcome.refused(Reason.NAME_TAKEN, "Already exists a server with the same name in backend.");
            }
            return read(operation, backend, context).then(spec -> add(backend, spec, context));
        });
    }

    /** Whether the algorithm can take in servers while it runs: it can where weights can change. */
    private static boolean isPossible(Backend backend) {
        return Balance.isDynamic(backend.settings());
    }

    private static boolean isTaken(Backend backend, String name) {
        return backend.settings().get(ProxySettings.NAMED_DEFAULT_SERVERS).containsKey(name)
                || backend.servers().stream().anyMatch(server -> server.name().equals(name));
    }

    private static Outcome add(Backend backend, ServerSpec spec, Context context) {
        return tracked(backend, spec, context)
                .then(tracked -> guid(spec, context).then(free -> {
                    Server server = Membership.makeServer(backend, spec);
                    return encryption(server, context).then(made -> add(server, tracked, made, context));
                }));
    }

    private static Outcome add(Server server, Optional<Server> tracked, TlsBindings made, Context context) {
        boolean added = false;
        try {
            context.membership().addServer(server, tracked.orElse(null));
            added = true;
        } finally {
            if (!added) {
                made.abandon(); // A dry run ends where the change would begin.
            }
        }
        made.apply();
        server.encryption().on(server.settings().get(TlsSettings.SSL));
        context.changed("server " + server + " added");
        return Outcome.done(Severity.INFO, "New server registered.");
    }

    /** What connections to a new server are to be encrypted with; a dry run makes nothing. */
    private static Checked<TlsBindings> encryption(Server server, Context context) {
        TlsBindings bindings = new TlsBindings(
                context.dataPlane(),
                context.state().configuration().global(),
                context.state().tls().content());
        try {
            bindings.make(server);
            return Checked.of(bindings);
        } catch (TlsFormatException e) {
            return bad(String.valueOf(e.getMessage()));
        }
    }

    private static Checked<ServerSpec> read(AddServer operation, Backend backend, Context context) {
        List<String> words = new ArrayList<>();
        words.add(operation.server().server());
        words.addAll(operation.words());
        Line line = RunningLine.of(context.host().keywords(), Place.BACKEND, backend.name(), backend.settings(), words);
        try {
            ServerSpec spec = RunningServer.read(line, origin -> origin(origin, line, backend, context));
            boolean log = backend.mode() == ProxySettings.Mode.LOG;
            if (log || spec.settings().get(ServerSettings.DATAGRAMS)) {
                return bad("servers that get lines of logs are part of the configuration.");
            }
            boolean http = backend.mode() == ProxySettings.Mode.HTTP;
            if (!http && !spec.settings().get(Http2Settings.PROTO).isEmpty()) {
                return bad("MUX protocol is not usable for server.");
            }
            Settings global = context.state().configuration().global();
            String objection = CheckScript.of(spec.settings(), backend.settings(), global)
                    .objection(backend.name(), spec.name(), spec.settings());
            if (objection != null) {
                return bad("config: " + objection);
            }
            int id = spec.settings().get(ServerSettings.ID);
            Optional<Server> holder = backend.servers().stream()
                    .filter(server -> server.id() == id)
                    .findFirst();
            return holder.isEmpty()
                    ? Checked.of(spec)
                    : bad("'id' : custom id " + id + " already used at "
                            + holder.get().spec().location() + " ('server "
                            + holder.get().name() + "').");
        } catch (BadLineException e) {
            return bad(e.text());
        }
    }

    private static <T> Checked<T> bad(String text) {
        return Checked.refused(Reason.BAD_ARGUMENT, text);
    }

    private static Settings origin(String origin, Line line, Backend own, Context context) throws BadLineException {
        if (origin.startsWith("be:")) {
            String name = origin.substring("be:".length());
            return (name.isEmpty()
                            ? Optional.of(own)
                            : context.state().topology().backend(name))
                    .map(backend -> backend.settings().get(ProxySettings.DEFAULT_SERVER))
                    .orElseThrow(() -> line.bad("from: unknown backend instance '" + name + "'."));
        }
        String name = origin.substring("srv:".length());
        if (name.isEmpty()) {
            throw line.bad("from: require <backend>/<server>.");
        }
        int slash = name.indexOf('/');
        Backend backend = slash < 0
                ? own
                : context.state()
                        .topology()
                        .backend(name.substring(0, slash))
                        .orElseThrow(() -> line.bad("from: unknown backend '" + name.substring(0, slash) + "'."));
        String wanted = name.substring(slash + 1);
        @Nullable
        Settings byName =
                backend.settings().get(ProxySettings.NAMED_DEFAULT_SERVERS).get(wanted);
        if (byName != null) {
            return byName;
        }
        return backend.servers().stream()
                .filter(server -> server.name().equals(wanted))
                .findFirst()
                .map(Server::settings)
                .orElseThrow(() -> line.bad("from: unknown server '" + wanted + "' in backend '" + backend + "'."));
    }

    /** Whom a new server tracks; never one that was added at run time, so that nothing stands in the way of taking that one out. */
    private static Checked<Optional<Server>> tracked(Backend own, ServerSpec spec, Context context) {
        String track = spec.settings().get(ServerSettings.TRACK);
        if (track.isEmpty()) {
            return Checked.of(Optional.empty());
        }
        int slash = track.indexOf('/');
        String proxy = slash < 0 ? own.name() : track.substring(0, slash);
        String name = track.substring(slash + 1);
        Optional<Backend> backend = context.state().topology().backend(proxy);
        if (backend.isEmpty()) {
            return bad("unable to find required proxy '" + proxy + "' for tracking.");
        }
        Optional<Server> server = backend.get().servers().stream()
                .filter(other -> other.name().equals(name))
                .findFirst();
        if (server.isEmpty()) {
            return bad("unable to find required server '" + name + "' for tracking.");
        }
        if (server.get().isDynamic()) {
            return bad("unable to use " + server.get() + " for tracking as it is a dynamic server.");
        }
        return isChecked(server.get())
                ? Checked.of(server)
                : bad("unable to use " + server.get()
                        + " for tracking as it does not have any check nor agent enabled.");
    }

    private static boolean isChecked(Server server) {
        return server.health().isConfigured() || server.agent().isConfigured() || server.tracked() != null;
    }

    private static Checked<String> guid(ServerSpec spec, Context context) {
        String guid = spec.settings().get(ServerSettings.GUID);
        return Find.guidHolder(context, guid)
                .map(holder -> AdditionHandlers.<String>bad("GUID insertion : duplicate entry with " + holder + "."))
                .orElseGet(() -> Checked.of(guid));
    }

    static Outcome del(DelServer operation, Context context) {
        return Find.anyServer(context, operation.server())
                .then(server -> ServerRemoval.obstacle(server, context.state().configuration())
                        .or(() -> ServerRemoval.delay(server))
                        .<Outcome>map(refused -> refused)
                        .orElseGet(() -> {
                            context.membership().removeServer(server);
                            context.changed("server " + server + " deleted");
                            context.barrier();
                            context.told().add("Server deleted.");
                            return Outcome.done(Severity.INFO, "Server deleted.");
                        }));
    }

    static Outcome showDefaults(ShowDefaultServers operation, Context context) {
        if (operation.backend().isEmpty()) {
            return rows(context.state().topology().backends());
        }
        return Find.backend(context, operation.backend(), "Can't find backend.")
                .then(backend -> rows(List.of(backend)));
    }

    private static Outcome rows(List<Backend> backends) {
        List<DefaultServer> rows = new ArrayList<>();
        for (Backend backend : backends) {
            if (!backend.settings().get(ProxySettings.DEFAULT_SERVER).equals(Settings.EMPTY)) {
                rows.add(new DefaultServer(backend.name(), ""));
            }
            new TreeSet<>(backend.settings()
                            .get(ProxySettings.NAMED_DEFAULT_SERVERS)
                            .keySet())
                    .forEach(name -> rows.add(new DefaultServer(backend.name(), name)));
        }
        return new Outcome.Rows(Cursor.of(rows));
    }
}
