package dev.sluice.config.keyword;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
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
    private static final Set<Place> HTTP_REQUEST = Set.of(Place.HTTP_REQUEST);

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
            Keyword.of("http-request", "<action> [<argument>...] [if|unless <condition>]", Place.PROXIES, "a rule")
                    .effective(RuleKeywords::httpRequest),
            Keyword.of("use-service", "<service>", HTTP_REQUEST, "have the program itself answer")
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

    private static void httpRequest(Line line) throws BadLineException {
        if (line.place() == Place.DEFAULTS && line.sectionName().isEmpty()) {
            throw line.bad("'http-request' is not allowed in a defaults section without a name.");
        }
        String action = line.next("an action");
        line.back();
        List<String> arguments = line.action(Place.HTTP_REQUEST);
        @Nullable Condition condition = Conditions.read(line);
        line.append(ProxySettings.HTTP_REQUEST, new Rule(action, arguments, condition, line.location()));
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
