package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.StandardLines;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Conditions;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.VariableScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What this package adds to the configuration language: what can be tested, and the ACLs that nobody has to declare. */
public final class RuleKeywords {
    /** A keyword for each of them. */
    public static final List<Keyword> ALL = join();

    private RuleKeywords() {}

    private static List<Keyword> join() {
        List<Keyword> keywords = new ArrayList<>();
        for (Fetch fetch : SampleWords.ALL.fetches()) {
            String patterns = fetch.output() == SampleType.BOOL ? "" : "[<flags>] <pattern>...";
            keywords.add(Keyword.of(fetch.name(), patterns, Set.of(Place.CRITERION), fetch.documentation())
                    .effective(RuleKeywords::check));
        }
        for (String name : AclWords.names().stream().sorted().toList()) {
            keywords.add(Keyword.of(name, "[<flags>] <pattern>...", Set.of(Place.CRITERION), "the same, compared so")
                    .effective(RuleKeywords::check));
        }
        for (String name : Criteria.predefinedNames()) {
            keywords.add(Keyword.of(name, "", Set.of(Place.PREDEFINED_ACL), "an ACL that is always there")
                    .effective(line -> {}));
        }
        keywords.add(Keyword.of("format", "<text>", Set.of(Place.TEXT), "a text with expressions in it")
                .effective(RuleKeywords::checkFormat));
        keywords.add(Keyword.of("expression", "<expression>", Set.of(Place.TEXT), "an expression about a request")
                .effective(RuleKeywords::checkExpression));
        keywords.add(Keyword.of("check-format", "<text>", Set.of(Place.TEXT), "the same in a health check")
                .effective(line -> checkOfHealth(line, true)));
        keywords.add(Keyword.of("check-expression", "<expression>", Set.of(Place.TEXT), "an expression in one")
                .effective(line -> checkOfHealth(line, false)));
        keywords.addAll(TcpKeywords.ALL);
        keywords.add(Keyword.of("set-var", "<name> <expression>", Set.of(Place.GLOBAL), "a variable's first value")
                .effective(line -> setVar(line, false)));
        keywords.add(Keyword.of("set-var-fmt", "<name> <format>", Set.of(Place.GLOBAL), "a variable's first text")
                .effective(line -> setVar(line, true)));
        keywords.add(Keyword.of("sni", "<expression>", Set.of(Place.SERVER), "the host name to ask for")
                .effective(RuleKeywords::sni));
        addTexts(keywords);
        return List.copyOf(keywords);
    }

    /** What is written of requests. */
    private static void addTexts(List<Keyword> keywords) {
        keywords.add(Keyword.of(
                        "log-format",
                        "<format>",
                        Set.of(Place.DEFAULTS, Place.FRONTEND, Place.LISTEN),
                        "what the line about a request or session says")
                .effective(RuleKeywords::logFormat));
        keywords.add(Keyword.of(
                        "error-log-format",
                        "<format>",
                        Set.of(Place.DEFAULTS, Place.FRONTEND, Place.LISTEN),
                        "what the line about a request or session says where something went wrong")
                .effective(line -> line.set(
                        ProxySettings.ERROR_LOG_TEXT, checked(line, line.next("a format"), Layer.Stage.LINE))));
        keywords.add(Keyword.of(
                        "log-format-sd",
                        "<format>",
                        Set.of(Place.DEFAULTS, Place.FRONTEND, Place.LISTEN),
                        "the structured data of lines in the format of RFC 5424")
                .effective(line ->
                        line.set(ProxySettings.LOG_SD_TEXT, checked(line, line.next("a format"), Layer.Stage.LINE))));
        keywords.add(Keyword.of(
                        "unique-id-format",
                        "<format>",
                        Place.PROXIES,
                        "what numbers a request, in the log and for servers")
                .effective(line -> line.set(
                        ProxySettings.UNIQUE_ID_FORMAT, checked(line, line.next("a format"), Layer.Stage.REQUEST))));
        keywords.add(Keyword.of("option httpslog", "", Place.PROXIES, "log requests, and how they are encrypted")
                .effective(line -> {
                    line.set(ProxySettings.LOG_FORMAT, ProxySettings.LogFormat.TEXT);
                    line.set(ProxySettings.LOG_TEXT, StandardLines.HTTPS);
                }));
    }

    private static void logFormat(Line line) throws BadLineException {
        String text = checked(line, line.next("a format"), Layer.Stage.LINE);
        line.set(ProxySettings.LOG_FORMAT, ProxySettings.LogFormat.TEXT);
        line.set(ProxySettings.LOG_TEXT, text);
    }

    private static String checked(Line line, String text, Layer.Stage stage) throws BadLineException {
        try {
            LogFormat unused = LogFormat.compile(text, CheckScope.of(line, stage), LogFormat.Style.LOG);
        } catch (SampleException e) {
            throw line.bad("'" + line.keyword() + "': " + e.text() + ".");
        }
        return text;
    }

    private static void checkExpression(Line line) throws BadLineException {
        try {
            Expression unused =
                    Expression.compile(line.next("an expression"), CheckScope.of(line, Layer.Stage.REQUEST));
        } catch (SampleException e) {
            throw line.bad(e.text());
        }
    }

    private static void sni(Line line) throws BadLineException {
        String text = line.next("an expression");
        try {
            Expression unused = Expression.compile(text, CheckScope.of(line, Layer.Stage.REQUEST));
        } catch (SampleException e) {
            throw line.bad("'sni': " + e.text());
        }
        line.set(TlsSettings.SNI, text);
    }

    private static void check(Line line) throws BadLineException {
        Acl acl = Conditions.take(line);
        try {
            Test unused = AclCompiler.compile(acl, CheckScope.of(line, Layer.Stage.LOG));
        } catch (SampleException e) {
            throw line.bad(e.text());
        }
    }

    private static void setVar(Line line, boolean format) throws BadLineException {
        String name = line.next("the name of a variable");
        List<String> words = format ? List.of(line.next("a format")) : line.rest();
        CheckScope scope = CheckScope.of(line, Layer.Stage.PROCESS);
        try {
            if (VariableName.parse(name).scope() != VariableScope.PROC) {
                throw line.bad("'" + line.keyword() + "': cannot set variable '" + name
                        + "', only scope 'proc' is permitted in the global section.");
            }
            if (words.isEmpty()) {
                throw line.bad("'" + line.keyword() + "' expects an expression.");
            }
            if (format) {
                LogFormat unused = LogFormat.compile(words.get(0), scope, LogFormat.Style.VALUE);
            } else {
                Expression unused = Expression.compile(words, scope).expression();
            }
        } catch (SampleException e) {
            throw line.bad("'" + line.keyword() + "': " + e.text() + ".");
        }
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(words);
        line.append(GlobalSettings.SET_VAR, new Rule(line.keyword(), arguments, null, line.location()));
    }

    private static void checkFormat(Line line) throws BadLineException {
        try {
            LogFormat unused = LogFormat.compile(
                    line.next("a format"), CheckScope.of(line, Layer.Stage.REQUEST), LogFormat.Style.VALUE);
        } catch (SampleException e) {
            throw line.bad(e.text());
        }
    }

    private static void checkOfHealth(Line line, boolean format) throws BadLineException {
        List<String> words = line.rest();
        CheckScope scope = CheckScope.of(line, Layer.Stage.CHECK);
        if (words.isEmpty()) {
            throw line.bad("expects an expression.");
        }
        try {
            if (format) {
                LogFormat unused = LogFormat.compile(words.get(0), scope, LogFormat.Style.VALUE);
            } else {
                Expression unused = Expression.compile(words, scope).expression();
            }
        } catch (SampleException e) {
            throw line.bad(e.text());
        }
    }
}
