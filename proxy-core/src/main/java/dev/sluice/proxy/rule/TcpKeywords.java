package dev.sluice.proxy.rule;

import dev.sluice.config.Condition;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Conditions;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code tcp-request} and {@code tcp-response} lines of the configuration. */
final class TcpKeywords {
    private static final String USAGE = "<action> [<argument>...] [if|unless <condition>]";

    /** Actions that would come too late once a server answers. */
    private static final Pattern OF_CLIENTS = Pattern.compile("track-sc|set-src|set-dst|expect-");

    static final List<Keyword> ALL = List.of(
            Keyword.of("tcp-request connection", USAGE, Place.FRONT, "a rule about connections that were accepted")
                    .effective(line -> rule(line, ProxySettings.TCP_CONNECTION, Layer.Stage.CONNECTION)),
            Keyword.of("tcp-request session", USAGE, Place.FRONT, "a rule about sessions that begin")
                    .effective(line -> rule(line, ProxySettings.TCP_SESSION, Layer.Stage.CONNECTION)),
            Keyword.of("tcp-request content", USAGE, Place.PROXIES, "a rule about what clients send")
                    .effective(line -> rule(line, ProxySettings.TCP_CONTENT, Layer.Stage.REQUEST)),
            Keyword.of(
                            "tcp-request inspect-delay",
                            "<time>",
                            Place.PROXIES,
                            "how long rules wait for what clients send")
                    .effective(line -> line.set(ProxySettings.TCP_INSPECT_DELAY, line.time())),
            Keyword.of("tcp-response content", USAGE, Place.BACK, "a rule about what servers send")
                    .effective(line -> rule(line, ProxySettings.TCP_RESPONSE, Layer.Stage.RESPONSE)),
            Keyword.of("tcp-response inspect-delay", "<time>", Place.BACK, "how long rules wait for what servers send")
                    .effective(line -> line.set(ProxySettings.TCP_RESPONSE_DELAY, line.time())));

    private TcpKeywords() {}

    private static void rule(Line line, Setting<List<Rule>> rules, Layer.Stage stage) throws BadLineException {
        if (line.place() == Place.DEFAULTS && line.sectionName().isEmpty()) {
            throw line.bad("'" + line.keyword() + "' is not allowed in a defaults section without a name.");
        }
        String action = line.next("an action");
        List<String> arguments = new ArrayList<>();
        while (line.hasNext()
                && !line.peek().filter(TcpKeywords::beginsCondition).isPresent()) {
            arguments.add(line.next("an argument"));
        }
        if (action.startsWith("expect-") && rules != ProxySettings.TCP_CONNECTION) {
            throw line.bad("'" + line.keyword() + "' : '" + action + "' is for 'tcp-request connection' alone.");
        }
        boolean ofFrontend = rules == ProxySettings.TCP_CONTENT && line.place() != Place.BACKEND;
        if (action.equals(ProxySettings.SWITCH_MODE) && !ofFrontend) {
            throw line.bad("'" + line.keyword() + "' : 'switch-mode' is for 'tcp-request content' of frontends alone.");
        }
        if (action.startsWith("do-resolve")) {
            checkResolving(line, rules);
        }
        if (action.startsWith("set-priority-") && rules != ProxySettings.TCP_CONTENT) {
            throw line.bad("'" + line.keyword() + "' : '" + action + "' is for 'tcp-request content' alone.");
        }
        boolean response = rules == ProxySettings.TCP_RESPONSE;
        if (action.equals("close") && !response
                || response && OF_CLIENTS.matcher(action).lookingAt()) {
            throw line.bad("'" + line.keyword() + "' : '" + action + "' is not for rules of this kind.");
        }
        try {
            TcpRules.Action unused = TcpActions.compile(action, arguments, CheckScope.of(line, stage));
        } catch (SampleException e) {
            throw line.bad("'" + line.keyword() + "' : " + e.text() + ".");
        }
        @Nullable Condition condition = Conditions.read(line);
        line.append(rules, new Rule(action, arguments, condition, line.location()));
    }

    private static void checkResolving(Line line, Setting<List<Rule>> rules) throws BadLineException {
        if (rules != ProxySettings.TCP_CONTENT) {
            throw line.bad("'" + line.keyword() + "' : 'do-resolve' is for 'tcp-request content' alone.");
        }
        if (line.place() == Place.BACKEND) {
            throw line.bad(
                    "'" + line.keyword() + "' : 'do-resolve' is not supported in backends by this version of Sluice"
                            + " yet; 'http-request do-resolve' is.");
        }
    }

    private static boolean beginsCondition(String word) {
        return word.equals("if") || word.equals("unless");
    }
}
