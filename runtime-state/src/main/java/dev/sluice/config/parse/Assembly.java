package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.config.SocketSettings;
import dev.sluice.tls.TlsFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a specification of what the sections said, after checking what can only be seen of the whole. */
final class Assembly {
    private final Parsing parsing;
    private final Sections sections;

    Assembly(Parsing parsing, Sections sections) {
        this.parsing = parsing;
        this.sections = sections;
    }

    /** The specification; null when there was an alert. */
    @Nullable
    Configuration configuration() {
        new ProxyChecks(parsing, sections.proxies(), sections.global().settings()).run();
        new LogForwardChecks(parsing.diagnostics(), sections).run();
        new TrackChecks(parsing, sections.proxies()).run();
        new TableChecks(parsing, sections).run();
        new ResolverChecks(parsing, sections).run();
        Scope global = sections.global();
        List<Scope> all = all();
        sections.named().finish(parsing.diagnostics(), global, all);
        new LogBackendChecks(parsing.diagnostics(), global, all).run();
        if (global.settings().get(GlobalSettings.ZERO_WARNING)
                && parsing.diagnostics().has(Severity.WARNING)) {
            parsing.diagnostics()
                    .alert(
                            global.lineOf(GlobalSettings.ZERO_WARNING),
                            "there are warnings, and 'zero-warning' is set.");
        }
        if (parsing.diagnostics().hasAlerts()) {
            return null;
        }
        Settings settings = globalSettings();
        all.forEach(proxy -> giveBuffers(settings, proxy.settings()));
        List<ProxySpec> proxies = proxies();
        TlsFiles tls =
                new TlsLoading(parsing.diagnostics(), settings, sections.stores(), proxies, parsing.tokens()).read();
        if (parsing.diagnostics().hasAlerts()) {
            return null;
        }
        return new Configuration(
                settings,
                sections.sluice().settings().build(),
                settings.get(GlobalSettings.STATS_SOCKETS),
                proxies,
                defaults(settings),
                tls,
                parsing.diagnostics().all().stream()
                        .filter(diagnostic -> diagnostic.severity() != Severity.ALERT)
                        .toList());
    }

    /** Each proxy has with it what holds for all connections, so that whoever makes one asks its proxy alone. */
    private static void giveBuffers(Settings global, Settings.Builder proxy) {
        proxy.set(SocketSettings.CLIENT_BUFFERS, global.get(SocketSettings.CLIENT_BUFFERS));
        proxy.set(SocketSettings.SERVER_BUFFERS, global.get(SocketSettings.SERVER_BUFFERS));
    }

    /** For proxies that are added later. */
    private Map<String, Settings> defaults(Settings global) {
        Map<String, Settings> all = new LinkedHashMap<>();
        sections.namedDefaults().forEach((name, settings) -> {
            Settings.Builder own = settings.toBuilder();
            giveBuffers(global, own);
            all.put(name, own.build());
        });
        return all;
    }

    /** What is kept free for rewriting never takes more than half of a buffer. */
    private Settings globalSettings() {
        Settings.Builder settings = sections.global().settings();
        int half = settings.get(GlobalSettings.BUFSIZE) / 2;
        if (settings.get(GlobalSettings.MAXREWRITE) > half) {
            settings.set(GlobalSettings.MAXREWRITE, half);
        }
        settings.set(GlobalSettings.PATTERNS, parsing.patterns().set());
        return settings.build();
    }

    /** Proxies, and behind them, so that they take no numbers away, sections where messages of logs come in. */
    private List<Scope> all() {
        List<Scope> all = new ArrayList<>(sections.proxies());
        all.addAll(sections.logForwards());
        return all;
    }

    private List<ProxySpec> proxies() {
        List<ProxySpec> proxies = new ArrayList<>();
        for (Scope scope : all()) {
            proxies.add(new ProxySpec(
                    scope.name(),
                    ProxyChecks.kind(scope),
                    scope.location(),
                    scope.settings().build(),
                    scope.binds(),
                    scope.servers()));
        }
        return proxies;
    }
}
