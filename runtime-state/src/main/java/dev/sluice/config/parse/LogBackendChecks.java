package dev.sluice.config.parse;

import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.RingSpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import java.util.ArrayList;
import java.util.List;

/** Checks of backends in {@code mode log} and of what names them; declares the rings that lines wait in for servers over TCP. */
final class LogBackendChecks {
    /** For backends that say nothing of timeouts: some seconds, after which a connection is rather tried anew. */
    private static final long PATIENCE_MILLIS = 5000;

    private final Diagnostics diagnostics;
    private final Scope global;
    private final List<Scope> sections;

    LogBackendChecks(Diagnostics diagnostics, Scope global, List<Scope> sections) {
        this.diagnostics = diagnostics;
        this.global = global;
        this.sections = sections;
    }

    void run() {
        List<RingSpec> rings = new ArrayList<>(global.settings().get(GlobalSettings.RINGS));
        List<String> names = new ArrayList<>();
        for (Scope section : sections) {
            boolean backend = section.place() == Place.BACKEND;
            if (backend && section.settings().get(ProxySettings.MODE) == Mode.LOG) {
                names.add(section.name());
                checkLog(section, rings);
            } else {
                checkOther(section);
            }
        }
        global.settings().set(GlobalSettings.RINGS, List.copyOf(rings));
        checkTargets(global, GlobalSettings.LOG, names);
        sections.forEach(section -> checkTargets(section, ProxySettings.LOG, names));
    }

    private void checkTargets(Scope section, Setting<List<LogTarget>> setting, List<String> names) {
        for (LogTarget target : section.settings().get(setting)) {
            String address = target.address();
            String name = address.startsWith(LogTarget.BACKEND) ? address.substring(LogTarget.BACKEND.length()) : "";
            if (address.startsWith(LogTarget.BACKEND) && !names.contains(name)) {
                diagnostics.alert(
                        section.lineOf(setting),
                        "'log': there is no backend '" + name + "' in 'mode log'" + Suggestions.hint(name, names));
            }
        }
    }

    private void checkOther(Scope section) {
        Algorithm algorithm = section.settings().get(ProxySettings.BALANCE).algorithm();
        if (algorithm.needsLog() && section.place() != Place.FRONTEND) {
            diagnostics.alert(
                    section.lineOf(ProxySettings.BALANCE), "'balance " + algorithm.word() + "' needs 'mode log'.");
        }
        for (ServerSpec server : section.servers()) {
            Settings said = server.settings();
            if (said.get(ServerSettings.DATAGRAMS)
                    || said.has(ServerSettings.LOG_BUFFER)
                    || said.has(ServerSettings.LOG_COUNTED)) {
                diagnostics.alert(
                        server.location(),
                        "'server " + section.name() + "/" + server.name()
                                + "' : 'udp@', 'log-bufsize' and 'log-proto' need 'mode log'.");
            }
        }
    }

    private void checkLog(Scope backend, List<RingSpec> rings) {
        Algorithm algorithm = backend.settings().get(ProxySettings.BALANCE).algorithm();
        if (!algorithm.suitsLog()) {
            diagnostics.alert(
                    backend.lineOf(ProxySettings.BALANCE),
                    "in backend '" + backend.name()
                            + "': \"balance\" only supports 'roundrobin', 'random', 'sticky' and 'log-hash'.");
        }
        if (algorithm == Algorithm.LOG_HASH
                && backend.settings().get(BalanceSettings.HASH_TYPE).consistent()) {
            diagnostics.alert(
                    backend.lineOf(BalanceSettings.HASH_TYPE),
                    "log backend '" + backend.name()
                            + "': failed to initialize: unsupported hash method (from \"hash-type\").");
        }
        ignore(backend, ProxySettings.STICK_TABLE, "Cannot use stick table");
        ignore(backend, ProxySettings.TCP_CONTENT, "Cannot use tcp-request rules");
        boolean first = true;
        boolean datagrams = false;
        for (ServerSpec server : backend.servers()) {
            boolean own = server.settings().get(ServerSettings.DATAGRAMS);
            if (!first && own != datagrams) {
                diagnostics.alert(
                        server.location(),
                        "log backend '" + backend.name()
                                + "': failed to initialize: cannot mix server types within a log backend, '"
                                + server.name() + "' srv's network type differs from previous server.");
            }
            datagrams = first ? own : datagrams;
            first = false;
            if (isReachable(backend, server) && !own) {
                rings.add(ring(backend, server));
            }
        }
    }

    private void ignore(Scope backend, Setting<?> setting, String what) {
        if (backend.settings().build().has(setting) && !diagnostics.hasAlerts()) {
            diagnostics.warning(
                    backend.lineOf(setting),
                    what + " with 'mode log' in backend '" + backend.name() + "'. It will be ignored.");
        }
        backend.settings().unset(setting);
    }

    private boolean isReachable(Scope backend, ServerSpec server) {
        String objection = "";
        if (server.address().isLocalSocket()) {
            objection = "log server address family not supported for log backend server.";
        } else if (server.address().port() == 0 || server.address().portMapped()) {
            objection = "a log server needs a port.";
        } else if (server.settings().get(TlsSettings.SSL)) {
            objection = "'ssl' of a log server is not supported by this version of Sluice yet.";
        }
        if (!objection.isEmpty()) {
            diagnostics.alert(
                    server.location(), "'server " + backend.name() + "/" + server.name() + "' : " + objection);
        }
        return objection.isEmpty();
    }

    private RingSpec ring(Scope backend, ServerSpec server) {
        int said = server.settings().get(ServerSettings.LOG_BUFFER);
        int size = said > 0 ? said : global.settings().get(GlobalSettings.BUFSIZE);
        long connect = backend.settings().get(ProxySettings.TIMEOUT_CONNECT);
        long silence = backend.settings().get(ProxySettings.TIMEOUT_SERVER);
        RingSpec.Server to = new RingSpec.Server(
                server.name(), server.address(), server.settings().get(ServerSettings.LOG_COUNTED));
        return new RingSpec(
                RingSpec.ofServer(backend.name(), server.name()),
                "lines for server '" + backend.name() + "/" + server.name() + "'",
                "raw",
                size,
                RingSpec.longest(size),
                new RingSpec.Forwarding(
                        List.of(to), connect > 0 ? connect : PATIENCE_MILLIS, silence > 0 ? silence : PATIENCE_MILLIS));
    }
}
