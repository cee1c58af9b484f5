package dev.sluice.config.keyword;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.Setting;
import dev.sluice.config.UseBackend;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Conditions;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ACLs, rules, and where a frontend's traffic goes. */
final class RuleKeywords {
    private static final Set<Place> NAMED = EnumSet.of(Place.FRONTEND, Place.BACKEND, Place.LISTEN);
    private static final Set<Place> FRONTENDS = EnumSet.of(Place.FRONTEND, Place.LISTEN);
    private static final Set<Place> SERVERS = EnumSet.of(Place.BACKEND, Place.LISTEN);

    static final List<Keyword> ALL = List.of(
            Keyword.of("default_backend", "<backend>", Place.FRONT, "where what no rule sends elsewhere goes")
                    .effective(Forms.word(ProxySettings.DEFAULT_BACKEND, "the name of a backend"))
                    .ignoredIn(Place.BACKEND),
            Keyword.of(
                            "use_backend",
                            "<backend> [if|unless <condition>]",
                            EnumSet.of(Place.FRONTEND, Place.LISTEN),
                            "where what fulfils the condition goes")
                    .effective(RuleKeywords::useBackend)
                    .ignoredIn(Place.BACKEND),
            Keyword.of("acl", "<name> <criterion> [<flags>] [<pattern>...]", Place.PROXIES, "a test with a name")
                    .effective(RuleKeywords::acl),
            rules(Place.HTTP_REQUEST, ProxySettings.HTTP_REQUEST),
            Keyword.of(
                            "stats http-request",
                            "<action> [<argument>...] [if|unless <condition>]",
                            NAMED,
                            "a rule about requests for the page of statistics")
                    .effective(RuleKeywords::statsRule),
            rules(Place.HTTP_RESPONSE, ProxySettings.HTTP_RESPONSE),
            rules(Place.HTTP_AFTER_RESPONSE, ProxySettings.HTTP_AFTER_RESPONSE),
            Keyword.of("redirect", "<kind> <target> [<option>...] [if|unless <condition>]", NAMED, "send clients on")
                    .effective(RuleKeywords::redirect),
            Keyword.of("use-server", "<server> if|unless <condition>", SERVERS, "which server takes what fulfils it")
                    .effective(RuleKeywords::useServer)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("force-be-switch", "if|unless <condition>", FRONTENDS, "use a backend that is not published")
                    .effective(line -> conditional(line, ProxySettings.FORCE_BE_SWITCH)),
            Keyword.of("force-persist", "if|unless <condition>", SERVERS, "bring clients back to servers that are down")
                    .effective(line -> conditional(line, ProxySettings.PERSIST_RULES))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("ignore-persist", "if|unless <condition>", SERVERS, "look at no cookie of persistence")
                    .effective(line -> conditional(line, ProxySettings.PERSIST_RULES))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("be-unpublished", "", SERVERS, "no rule chooses the backend before it is published")
                    .effective(Forms.fixed(ProxySettings.UNPUBLISHED, true))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("monitor-uri", "<uri>", Place.FRONT, "answer those who ask whether the proxy is alive")
                    .effective(Forms.word(ProxySettings.MONITOR_URI, "a URI"))
                    .ignoredIn(Place.BACKEND),
            Keyword.of("monitor fail", "if|unless <condition>", FRONTENDS, "when that answer is a failure")
                    .effective(line -> conditional(line, ProxySettings.MONITOR_FAIL)),
            Keyword.of("use-service", "<service>", Set.of(Place.HTTP_REQUEST), "have the program itself answer")
                    .effective(RuleKeywords::useService),
            Keyword.of("prometheus-exporter", "", Set.of(Place.SERVICE), "metrics for Prometheus")
                    .effective(line -> {}));

    private RuleKeywords() {}

    private static void useBackend(Line line) throws BadLineException {
        String name = line.next("the name of a backend");
        if (name.contains("%")) {
            line.part(Place.TEXT, List.of("format", name));
        }
        @Nullable Condition condition = Conditions.read(line);
        line.append(ProxySettings.USE_BACKEND, new UseBackend(name, condition, line.location()));
    }

    private static void acl(Line line) throws BadLineException {
        if (line.place() == Place.DEFAULTS && line.sectionName().isEmpty()) {
            throw line.bad("'acl' is not allowed in a defaults section without a name.");
        }
        String name = line.next("a name");
        if (name.equals("or") || !name.matches("[A-Za-z0-9_.:-]+")) {
            throw line.bad("'acl': '" + name + "' cannot be the name of an ACL.");
        }
        Acl acl = Conditions.acl(line, name, line.rest());
        line.append(ProxySettings.ACLS, acl);
    }

    private static Keyword rules(Place place, Setting<List<Rule>> rules) {
        return Keyword.of(place.word(), "<action> [<argument>...] [if|unless <condition>]", Place.PROXIES, "a rule")
                .effective(line -> rule(line, place, rules));
    }

    private static void rule(Line line, Place place, Setting<List<Rule>> rules) throws BadLineException {
        if (line.place() == Place.DEFAULTS && line.sectionName().isEmpty()) {
            throw line.bad("'" + place.word() + "' is not allowed in a defaults section without a name.");
        }
        String action = line.next("an action");
        line.back();
        List<String> arguments = line.action(place);
        @Nullable Condition condition = Conditions.read(line);
        line.append(rules, new Rule(action, arguments, condition, line.location()));
    }

    private static void statsRule(Line line) throws BadLineException {
        rule(line, Place.HTTP_REQUEST, ProxySettings.STATS_RULES);
        line.set(ProxySettings.STATS_PAGE, line.get(ProxySettings.STATS_PAGE).enable());
    }

    private static void redirect(Line line) throws BadLineException {
        line.back();
        rule(line, Place.HTTP_REQUEST, ProxySettings.REDIRECT);
    }

    private static void useServer(Line line) throws BadLineException {
        String server = line.next("the name of a server");
        conditional(line, ProxySettings.USE_SERVER, server);
    }

    private static void conditional(Line line, Setting<List<Rule>> rules) throws BadLineException {
        conditional(line, rules, line.keyword());
    }

    private static void conditional(Line line, Setting<List<Rule>> rules, String name) throws BadLineException {
        @Nullable Condition condition = Conditions.read(line);
        if (condition == null) {
            throw line.bad("'" + line.keyword() + "' expects 'if' or 'unless' followed by a condition.");
        }
        line.append(rules, new Rule(name, List.of(), condition, line.location()));
    }

    private static void useService(Line line) throws BadLineException {
        String service = line.next("the name of a service");
        List<String> known = new ArrayList<>();
        line.keywords().in(Place.SERVICE).forEach(keyword -> known.add(keyword.name()));
        if (!known.contains(service)) {
            throw line.bad(
                    "'use-service': unknown service '" + service + "' (known: " + String.join(", ", known) + ").");
        }
    }
}
