package dev.sluice.config.parse;

import dev.sluice.config.CaptureCookie;
import dev.sluice.config.CheckScript;
import dev.sluice.config.FilterSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.GlobalSettings.ExternalChecks;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.ProxySpec.Kind;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.UseBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of what proxies say about one another and about themselves as a whole. */
final class ProxyChecks {
    private static final String NO_TIMEOUT =
            " Connections that went silent would stay for ever: set each of them to a time other than 0.";

    private final Parsing parsing;
    private final Diagnostics diagnostics;
    private final List<Scope> proxies;
    private final Settings.Builder global;
    private final Map<String, Scope> frontends = new HashMap<>();
    private final Map<String, Scope> backends = new TreeMap<>();
    private final Map<Integer, Scope> ids = new HashMap<>();

    ProxyChecks(Parsing parsing, List<Scope> proxies, Settings.Builder global) {
        this.global = global;
        this.parsing = parsing;
        this.diagnostics = parsing.diagnostics();
        this.proxies = proxies;
    }

    static Kind kind(Scope scope) {
        return switch (scope.place()) {
            case FRONTEND, LOG_FORWARD -> Kind.FRONTEND;
            case BACKEND -> Kind.BACKEND;
            default -> Kind.LISTEN;
        };
    }

    private static String title(Scope scope) {
        return scope.place().word() + " '" + scope.name() + "'";
    }

    void run() {
        proxies.forEach(this::checkIdentity);
        for (Scope proxy : proxies) {
            if (!proxy.settings().get(ProxySettings.DISABLED)) {
                checkTargets(proxy);
                checkPrograms(proxy);
                proxy.servers().forEach(server -> checkPort(proxy, server));
            }
        }
        for (Scope proxy : proxies) {
            if (!proxy.settings().get(ProxySettings.DISABLED)) {
                checkUse(proxy);
            }
        }
    }

    /** Says what is suspicious. */
    private void checkUse(Scope proxy) {
        checkTimeouts(proxy);
        checkFilters(proxy);
        limitCapture(proxy);
        new ModeChecks(diagnostics, proxy, title(proxy)).run();
        if (kind(proxy).isFrontend() && proxy.binds().isEmpty()) {
            warnUnlessBroken(proxy.location(), title(proxy) + " has no 'bind' line, so that it will never be used.");
        }
    }

    private void limitCapture(Scope proxy) {
        CaptureCookie cookie = proxy.settings().get(ProxySettings.CAPTURE_COOKIE);
        int most = global.get(GlobalSettings.CAPTURED_COOKIE_MAX);
        if (cookie.length() > most) {
            proxy.settings().set(ProxySettings.CAPTURE_COOKIE, new CaptureCookie(cookie.name(), cookie.prefix(), most));
            diagnostics.warning(
                    proxy.location(), "truncating capture length to " + most + " bytes for " + title(proxy) + ".");
        }
    }

    /** An order can only be given to filters that were declared. */
    private void checkFilters(Scope proxy) {
        boolean caches = !proxy.settings().get(ProxySettings.CACHE_FILTERS).isEmpty();
        List<String> declared = Stream.concat(
                        proxy.settings().get(ProxySettings.FILTERS).stream(),
                        proxy.settings().get(ProxySettings.CACHE_FILTERS).stream())
                .map(FilterSpec::name)
                .toList();
        for (FilterSpec.Sequence sequence : proxy.settings().get(ProxySettings.FILTER_SEQUENCES)) {
            if (caches && !sequence.request() && !sequence.names().get(0).equals("cache")) {
                diagnostics.alert(
                        sequence.location(),
                        "'filter-sequence': another order than 'cache' first is not supported by this version of Sluice"
                                + " yet.");
            }
            for (String name : sequence.names()) {
                if (!declared.contains(name)) {
                    diagnostics.alert(
                            sequence.location(),
                            "'filter-sequence': no 'filter' line of " + title(proxy) + " says '" + name + "'"
                                    + Suggestions.hint(name, declared));
                }
            }
        }
    }

    private void checkPrograms(Scope proxy) {
        Settings.Builder settings = proxy.settings();
        if (!kind(proxy).isBackend() || settings.get(ProxySettings.CHECK_SCRIPT).kind() != CheckScript.Kind.EXTERNAL) {
            return;
        }
        String start = "Proxy '" + proxy.name() + "' : 'option external-check' unable to find required '";
        String command = settings.get(ProxySettings.EXTERNAL_COMMAND);
        if (global.get(GlobalSettings.EXTERNAL_CHECKS) == ExternalChecks.FORBIDDEN) {
            diagnostics.alert(proxy.location(), start + "global.external-check'.");
        }
        if (command.isEmpty()) {
            diagnostics.alert(proxy.location(), start + "external-check command'.");
        } else if (!command.startsWith("/")
                && settings.get(ProxySettings.EXTERNAL_PATH).isEmpty()) {
            diagnostics.alert(
                    proxy.location(),
                    "Proxy '" + proxy.name()
                            + "': 'external-check command' does not have a leading '/' and 'external-check path' is not set.");
        }
    }

    private void checkPort(Scope proxy, ServerSpec server) {
        Settings settings = server.settings();
        ServerAddress address = server.address();
        boolean inet = !address.isLocalSocket();
        boolean srv = address.host().startsWith("_");
        // Where the server is wherever the client wanted to go, there is nothing to check anyway.
        boolean any = address.host().equals("0.0.0.0") || address.host().equals("::");
        boolean ownPort = inet && !srv && !any && (address.port() == 0 || address.portMapped());
        boolean noPort = ownPort && settings.get(ServerSettings.CHECK_PORT) == 0;
        if (settings.get(ServerSettings.CHECK) && noPort) {
            diagnostics.alert(
                    server.location(),
                    "'server " + proxy.name() + "/" + server.name() + "' has neither service port nor check port.");
        }
    }

    /** A check in HTTP/1 would take down a server that speaks nothing but HTTP/2. */
    /** A warning may be nothing but the consequence of a line that was refused, so it waits until there is none. */
    private void warnUnlessBroken(Location location, String text) {
        if (!parsing.diagnostics().hasAlerts()) {
            diagnostics.warning(location, text);
        }
    }

    private void checkIdentity(Scope proxy) {
        if (kind(proxy).isFrontend()) {
            checkName(proxy, frontends.putIfAbsent(proxy.name(), proxy));
        }
        if (kind(proxy).isBackend()) {
            Scope earlier = backends.putIfAbsent(proxy.name(), proxy);
            boolean told =
                    earlier != null && kind(proxy).isFrontend() && kind(earlier).isFrontend();
            checkName(proxy, told ? null : earlier);
        }
        int id = proxy.settings().get(ProxySettings.ID);
        Scope earlier = id == 0 ? null : ids.putIfAbsent(id, proxy);
        if (earlier != null) {
            diagnostics.alert(
                    proxy.lineOf(ProxySettings.ID),
                    title(proxy) + " has the same id " + id + " as " + title(earlier) + " declared at "
                            + earlier.location() + ".");
        }
    }

    private void checkName(Scope proxy, @Nullable Scope earlier) {
        if (earlier != null) {
            diagnostics.alert(
                    proxy.location(),
                    title(proxy) + " has the same name as " + title(earlier) + " declared at " + earlier.location()
                            + ".");
        }
    }

    private void checkTargets(Scope proxy) {
        boolean tcp = proxy.settings().get(ProxySettings.MODE) == Mode.TCP;
        boolean switches = tcp
                && kind(proxy).isFrontend()
                && proxy.settings().get(ProxySettings.TCP_CONTENT).stream()
                        .anyMatch(rule -> rule.action().equals(ProxySettings.SWITCH_MODE));
        if (switches) {
            proxy.settings().set(ProxySettings.UPGRADES, true);
            if (proxy.place() == Place.LISTEN
                    && proxy.settings().get(ProxySettings.DEFAULT_BACKEND).isEmpty()) {
                warnUnlessBroken(
                        proxy.location(),
                        title(proxy) + " makes HTTP of sessions with 'switch-mode', which its own servers cannot take:"
                                + " a backend in mode http is needed.");
            }
        }
        String target = proxy.settings().get(ProxySettings.DEFAULT_BACKEND);
        if (!target.isEmpty() && kind(proxy).isFrontend()) {
            checkTarget(proxy, target, "default_backend", proxy.lineOf(ProxySettings.DEFAULT_BACKEND));
        }
        for (UseBackend use : proxy.settings().get(ProxySettings.USE_BACKEND)) {
            // What an expression gives is known only when it is evaluated.
            if (!use.backend().contains("%[")) {
                checkTarget(proxy, use.backend(), "use_backend", use.location());
            }
        }
    }

    private void checkTarget(Scope proxy, String target, String keyword, Location line) {
        Scope backend = backends.get(target);
        if (backend == null) {
            diagnostics.alert(
                    line,
                    title(proxy) + ": unable to find required " + keyword + ": '" + target + "'"
                            + Suggestions.hint(target, backends.keySet()));
            return;
        }
        Mode front = proxy.settings().get(ProxySettings.MODE);
        Mode back = backend.settings().get(ProxySettings.MODE);
        if (front == Mode.TCP && back == Mode.HTTP) {
            proxy.settings().set(ProxySettings.UPGRADES, true);
        } else if (front != back) {
            diagnostics.alert(
                    line,
                    title(proxy) + " in mode " + front.word() + " cannot use " + title(backend) + " in mode "
                            + back.word() + " (declared at " + backend.location() + ") with '" + keyword + "'.");
        }
        if (backend.equals(proxy) && keyword.equals("default_backend")) {
            diagnostics.alert(line, title(proxy) + ": loop detected for default_backend: '" + target + "'.");
        }
    }

    private void checkTimeouts(Scope proxy) {
        List<String> missing = new ArrayList<>();
        if (kind(proxy).isFrontend()) {
            addMissing(missing, proxy, ProxySettings.TIMEOUT_CLIENT, "client");
        }
        boolean connects = proxy.settings().get(ProxySettings.MODE) != Mode.LOG;
        if (kind(proxy).isBackend() && connects && !proxy.servers().isEmpty()) {
            addMissing(missing, proxy, ProxySettings.TIMEOUT_CONNECT, "connect");
            addMissing(missing, proxy, ProxySettings.TIMEOUT_SERVER, "server");
        }
        if (!missing.isEmpty()) {
            warnUnlessBroken(
                    proxy.location(),
                    "missing timeouts for " + title(proxy) + ": " + String.join(", ", missing) + "." + NO_TIMEOUT);
        }
    }

    private static void addMissing(List<String> missing, Scope proxy, Setting<Long> timeout, String name) {
        if (proxy.settings().get(timeout) == 0) {
            missing.add("'" + name + "'");
        }
    }
}
