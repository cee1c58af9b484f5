package dev.sluice.proxy;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Rule;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.parse.ConfigurationCheck;
import dev.sluice.proxy.check.Scripts;
import dev.sluice.proxy.http.HttpPlans;
import dev.sluice.proxy.rule.BalanceKey;
import dev.sluice.proxy.rule.BalanceKeys;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.stick.StickPlans;
import dev.sluice.state.Backend;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.StateModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles all rules of a configuration as traffic will, against a state that is thrown away: what names nothing, or a table whose keys
 * are of another type, is then found when the files are read, not by the first request.
 */
public final class Rehearsal implements ConfigurationCheck {
    @Override
    public List<Diagnostic> problems(Configuration configuration) {
        List<Diagnostic> problems = new ArrayList<>();
        RuntimeState state = StateModel.of(configuration);
        LiveNames names = new LiveNames(state.topology(), Map.of(), state);
        for (Rule rule : configuration.global().get(GlobalSettings.SET_VAR)) {
            variable(rule, names).ifPresent(text -> problems.add(alert(rule.location(), text)));
        }
        for (Proxy proxy : state.topology().proxies()) {
            if (!proxy.settings().get(ProxySettings.DISABLED)) {
                problem(proxy, names).ifPresent(found -> add(problems, found, proxy));
                if (proxy instanceof Backend backend) {
                    Scripts.problem(backend, configuration.global(), names)
                            .map(text -> new RuleException(backend.spec().location(), "health check: " + text))
                            .ifPresent(found -> add(problems, found, proxy));
                }
            }
        }
        return List.copyOf(problems);
    }

    /** The two sides of a {@code listen} section have the same rules, whose fault is told once. */
    private static void add(List<Diagnostic> problems, RuleException found, Proxy proxy) {
        Diagnostic alert = alert(found.location(), "Proxy '" + proxy.name() + "': " + found.getMessage());
        if (!problems.contains(alert)) {
            problems.add(alert);
        }
    }

    private static Diagnostic alert(Location location, String text) {
        return new Diagnostic(Severity.ALERT, location, text.endsWith(".") ? text : text + ".");
    }

    /** Why the rules of a proxy cannot be compiled. */
    static Optional<RuleException> problem(Proxy proxy, LiveNames names) {
        try {
            Program unused = Program.compile(proxy, names);
            if (proxy.mode() == ProxySettings.Mode.HTTP || proxy.settings().get(ProxySettings.UPGRADES)) {
                HttpPlans.check(proxy, names);
            }
            if (proxy instanceof Backend backend) {
                StickPlans.check(backend, names);
                BalanceKey unusedKey = BalanceKeys.compile(backend, names);
                serverNames(backend.spec(), names);
            }
            return Optional.empty();
        } catch (RuleException refused) {
            return Optional.of(refused);
        }
    }

    /** The host names that connections to servers ask for. */
    private static void serverNames(ProxySpec spec, LiveNames names) throws RuleException {
        Set<String> seen = new TreeSet<>();
        for (ServerSpec server : spec.servers()) {
            name(server, "sni", server.settings().get(TlsSettings.SNI), seen, names);
            name(server, "pool-conn-name", server.settings().get(ServerSettings.POOL_CONN_NAME), seen, names);
        }
    }

    private static void name(ServerSpec server, String keyword, String text, Set<String> seen, LiveNames names)
            throws RuleException {
        if (!text.isEmpty() && seen.add(text)) {
            try {
                Expression unused = Expression.compile(text, new LiveScope(names, null, Layer.Stage.REQUEST));
            } catch (SampleException e) {
                throw new RuleException(server.location(), "'" + keyword + "': " + e.text());
            }
        }
    }

    private static Optional<String> variable(Rule rule, LiveNames names) {
        LiveScope scope = new LiveScope(names, null, Layer.Stage.PROCESS);
        List<String> words = rule.arguments().subList(1, rule.arguments().size());
        try {
            if (rule.action().equals("set-var-fmt")) {
                LogFormat unused = LogFormat.compile(words.get(0), scope, LogFormat.Style.VALUE);
            } else {
                Expression unused = Expression.compile(words, scope).expression();
            }
            return Optional.empty();
        } catch (SampleException e) {
            return Optional.of("'" + rule.action() + "': " + e.text());
        }
    }
}
