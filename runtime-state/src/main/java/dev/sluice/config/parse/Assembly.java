package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.GlobalSettings.ExternalChecks;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.tls.TlsFiles;
import java.util.ArrayList;
import java.util.List;
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
        ExternalChecks externals = sections.global().settings().get(GlobalSettings.EXTERNAL_CHECKS);
        new ProxyChecks(parsing, sections.proxies(), externals).run();
        new TrackChecks(parsing, sections.proxies()).run();
        new TableChecks(parsing, sections).run();
        new ResolverChecks(parsing, sections).run();
        Scope global = sections.global();
        sections.named().finish(parsing.diagnostics(), global, sections.proxies());
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
        List<ProxySpec> proxies = proxies();
        TlsFiles tls = new TlsLoading(parsing.diagnostics(), settings, sections.stores(), proxies).read();
        if (parsing.diagnostics().hasAlerts()) {
            return null;
        }
        return new Configuration(
                settings,
                sections.sluice().settings().build(),
                settings.get(GlobalSettings.STATS_SOCKETS),
                proxies,
                sections.namedDefaults(),
                tls,
                parsing.diagnostics().all().stream()
                        .filter(diagnostic -> diagnostic.severity() != Severity.ALERT)
                        .toList());
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

    private List<ProxySpec> proxies() {
        List<ProxySpec> proxies = new ArrayList<>();
        for (Scope scope : sections.proxies()) {
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
