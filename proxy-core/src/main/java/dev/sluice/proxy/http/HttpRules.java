package dev.sluice.proxy.http;

import dev.sluice.config.Condition;
import dev.sluice.config.ErrorFile;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Rule;
import dev.sluice.config.Settings;
import dev.sluice.proxy.action.CapturePlaces;
import dev.sluice.proxy.action.Guard;
import dev.sluice.proxy.action.RuleList;
import dev.sluice.proxy.action.RuleScope;
import dev.sluice.proxy.action.Stage;
import dev.sluice.proxy.rule.Conditions;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.rule.Test;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one proxy about HTTP, compiled.
 *
 * @param request {@code http-request}
 * @param response {@code http-response}
 * @param after {@code http-after-response}
 * @param redirects the lines that send clients elsewhere
 * @param stats about requests for the statistics page
 * @param monitorFail when the proxy says of itself that it fails
 * @param statsAdmin who may change things through the statistics page
 * @param forceSwitch when a backend that is not published is used all the same
 * @param persist when persistence is forced or ignored
 * @param useServers which server takes what
 */
record HttpRules(
        RuleList request,
        RuleList response,
        RuleList after,
        RuleList redirects,
        RuleList stats,
        List<Guard> monitorFail,
        List<Guard> statsAdmin,
        List<Guard> forceSwitch,
        List<PersistRule> persist,
        List<ServerChoice> useServers) {
    /** No rules at all. */
    static final HttpRules NONE = new HttpRules(
            RuleList.NONE,
            RuleList.NONE,
            RuleList.NONE,
            RuleList.NONE,
            RuleList.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    /** A rule that forces persistence, or ignores it. */
    record PersistRule(boolean forces, Guard guard) {}

    /** A rule that names a server. */
    record ServerChoice(Guard guard, LogFormat server) {}

    /** Compiles what a section says. */
    static HttpRules compile(ProxySpec spec, CompileScope samples, Map<String, Map<Integer, ErrorFile>> errors)
            throws RuleException {
        Settings settings = spec.settings();
        RuleList.Conditions atRequest = conditions(spec, samples.at(Layer.Stage.REQUEST));
        RuleList.Conditions atResponse = conditions(spec, samples.at(Layer.Stage.RESPONSE));
        CapturePlaces places = CapturePlaces.of(settings.get(ProxySettings.CAPTURES));
        RuleScope request = new RuleScope(Stage.REQUEST, samples, errors, places);
        RuleScope response = new RuleScope(Stage.RESPONSE, samples, errors, places);
        RuleScope after = new RuleScope(Stage.AFTER_RESPONSE, samples, errors, places);
        return new HttpRules(
                RuleList.compile(settings.get(ProxySettings.HTTP_REQUEST), request, atRequest),
                RuleList.compile(settings.get(ProxySettings.HTTP_RESPONSE), response, atResponse),
                RuleList.compile(settings.get(ProxySettings.HTTP_AFTER_RESPONSE), after, atResponse),
                RuleList.compile(settings.get(ProxySettings.REDIRECT), request, atRequest),
                RuleList.compile(settings.get(ProxySettings.STATS_RULES), request, atRequest),
                guards(settings.get(ProxySettings.MONITOR_FAIL), atRequest),
                guards(settings.get(ProxySettings.STATS_ADMIN), atRequest),
                guards(settings.get(ProxySettings.FORCE_BE_SWITCH), atRequest),
                persistence(settings.get(ProxySettings.PERSIST_RULES), atRequest),
                servers(settings.get(ProxySettings.USE_SERVER), samples, atRequest));
    }

    private static RuleList.Conditions conditions(ProxySpec spec, CompileScope samples) {
        Conditions named = new Conditions(spec.settings().get(ProxySettings.ACLS), samples);
        return (@Nullable Condition condition, Location location) -> {
            Test test = named.compile(condition, location);
            return transaction -> test.matches(transaction.samples());
        };
    }

    private static List<Guard> guards(List<Rule> rules, RuleList.Conditions conditions) throws RuleException {
        List<Guard> guards = new ArrayList<>();
        for (Rule rule : rules) {
            guards.add(conditions.compile(rule.condition(), rule.location()));
        }
        return List.copyOf(guards);
    }

    private static List<PersistRule> persistence(List<Rule> rules, RuleList.Conditions conditions)
            throws RuleException {
        List<PersistRule> all = new ArrayList<>();
        for (Rule rule : rules) {
            boolean forces = rule.action().startsWith("force");
            all.add(new PersistRule(forces, conditions.compile(rule.condition(), rule.location())));
        }
        return List.copyOf(all);
    }

    private static List<ServerChoice> servers(List<Rule> rules, CompileScope samples, RuleList.Conditions conditions)
            throws RuleException {
        List<ServerChoice> choices = new ArrayList<>();
        for (Rule rule : rules) {
            Guard guard = conditions.compile(rule.condition(), rule.location());
            try {
                choices.add(new ServerChoice(guard, LogFormat.compile(rule.action(), samples, LogFormat.Style.VALUE)));
            } catch (SampleException e) {
                throw new RuleException(rule.location(), e.text());
            }
        }
        return List.copyOf(choices);
    }
}
