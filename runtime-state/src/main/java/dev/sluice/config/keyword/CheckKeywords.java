package dev.sluice.config.keyword;

import dev.sluice.config.CheckScript;
import dev.sluice.config.CheckScript.Kind;
import dev.sluice.config.CheckSpec;
import dev.sluice.config.CheckSpec.StatusRange;
import dev.sluice.config.CheckStep;
import dev.sluice.config.CheckStep.Connect;
import dev.sluice.config.CheckStep.Expect;
import dev.sluice.config.CheckStep.Field;
import dev.sluice.config.CheckStep.Formats;
import dev.sluice.config.CheckStep.Remark;
import dev.sluice.config.CheckStep.Request;
import dev.sluice.config.CheckStep.Variable;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.GlobalSettings.ExternalChecks;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How servers are checked. */
final class CheckKeywords {
    static final List<Keyword> ALL = List.of(
            option("option httpchk", "[[<method>] <uri> [<version> [<host>]]]", "check with a request")
                    .effective(CheckKeywords::httpCheck)
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option tcp-check", "", "check with a connection, or with the steps of tcp-check")
                    .effective(CheckKeywords::tcpCheck)
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option smtpchk", "[<hello> <domain>]", "check for a mail server")
                    .effective(line -> fixed(line, CheckProtocols.smtp(line)))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option redis-check", "", "check for a Redis server")
                    .effective(line -> fixed(line, CheckProtocols.redis()))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option pgsql-check", "user <name>", "check for a PostgreSQL server")
                    .effective(line -> fixed(line, CheckProtocols.postgres(line)))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option ldap-check", "", "check for a directory server")
                    .effective(line -> fixed(line, CheckProtocols.ldap()))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option mysql-check", "[user <name> [pre-41|post-41|post-80]]", "check for a MySQL server")
                    .effective(line -> fixed(line, CheckProtocols.mysql(line)))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option spop-check", "", "check for an agent of the stream processing protocol")
                    .effective(line -> fixed(line, CheckProtocols.spop()))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option ssl-hello-chk", "", "check with the first message of a handshake")
                    .effective(line -> fixed(line, CheckProtocols.hello()))
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("option external-check", "", "check with a program of the operator's")
                    .effective(CheckKeywords::externalCheck)
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            option("external-check", "command|path <value>", "which program checks, and where it looks for others")
                    .effective(CheckKeywords::program)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("external-check", "[preserve-env]", Set.of(Place.GLOBAL), "let checks start programs")
                    .effective(CheckKeywords::allowed),
            steps("http-check", "disable-on-404|send-state|send", "what a check with requests does")
                    .effective(CheckKeywords::httpStep)
                    .ignoredIn(Place.FRONTEND),
            steps("tcp-check", "send|send-lf|send-binary|send-binary-lf", "what a check with bytes does")
                    .effective(CheckKeywords::tcpStep)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("type", "<type> [<argument>...]", Set.of(Place.HEALTHCHECK), "which kind of check it is")
                    .effective(CheckKeywords::type),
            Keyword.of("healthcheck", "<name>", Set.of(Place.SERVER), "the section that says how it is checked")
                    .effective(Forms.word(ServerSettings.HEALTHCHECK, "the name of a section")));

    private CheckKeywords() {}

    private static Keyword.Draft option(String name, String usage, String documentation) {
        return Keyword.of(name, usage, Place.BACK, documentation);
    }

    private static Keyword.Draft steps(String name, String own, String documentation) {
        Set<Place> places = EnumSet.copyOf(Place.BACK);
        places.add(Place.HEALTHCHECK);
        String usage = own + "|connect|expect|set-var|set-var-fmt|unset-var|comment [<argument>...]";
        return Keyword.of(name, usage, places, documentation);
    }

    /** In a section of its own a check is what the option of the same name makes of a backend's. */
    private static void type(Line line) throws BadLineException {
        String type = line.next("a type");
        line.set(SectionSettings.CHECK_TYPE, true);
        switch (type) {
            case "tcp-check" -> tcpCheck(line);
            case "httpchk" -> httpCheck(line);
            case "ssl-hello-chk" -> fixed(line, CheckProtocols.hello());
            case "smtpchk" -> fixed(line, CheckProtocols.smtp(line));
            case "pgsql-check" -> fixed(line, CheckProtocols.postgres(line));
            case "redis-check" -> fixed(line, CheckProtocols.redis());
            case "mysql-check" -> fixed(line, CheckProtocols.mysql(line));
            case "ldap-check" -> fixed(line, CheckProtocols.ldap());
            case "spop-check" -> fixed(line, CheckProtocols.spop());
            default ->
                throw line.bad("'type' expects 'tcp-check', 'httpchk', 'ssl-hello-chk', 'smtpchk', 'pgsql-check',"
                        + " 'redis-check', 'mysql-check', 'ldap-check' or 'spop-check' (got '" + type + "').");
        }
    }

    /** The steps so far, without those that the section only inherited. */
    private static CheckScript own(Line line) {
        return line.get(ProxySettings.CHECK_SCRIPT).of(line.place() + " " + line.sectionName());
    }

    private static void store(Line line, CheckScript script) {
        line.set(ProxySettings.CHECK_SCRIPT, script);
        line.set(ProxySettings.TCP_CHECK, script.kind() == Kind.TCP);
        line.set(
                ProxySettings.CHECK, plain(script, line.get(ProxySettings.CHECK).disableOn404()));
    }

    private static boolean taken(Line line, Kind kind) {
        CheckScript script = line.get(ProxySettings.CHECK_SCRIPT);
        if (!line.negated() && !line.defaulted()) {
            return false;
        }
        if (script.kind() == kind) {
            store(line, script.as(Kind.CONNECT));
        }
        return true;
    }

    private static void tcpCheck(Line line) {
        if (!taken(line, Kind.TCP)) {
            store(line, line.get(ProxySettings.CHECK_SCRIPT).as(Kind.TCP));
        }
    }

    private static void fixed(Line line, List<CheckStep> steps) {
        if (!taken(line, Kind.FIXED)) {
            store(line, line.get(ProxySettings.CHECK_SCRIPT).withFixed(steps));
        }
    }

    private static void externalCheck(Line line) {
        if (!taken(line, Kind.EXTERNAL)) {
            store(line, line.get(ProxySettings.CHECK_SCRIPT).as(Kind.EXTERNAL));
        }
    }

    private static void program(Line line) throws BadLineException {
        String what = line.next("'command' or 'path'");
        switch (what) {
            case "command" -> line.set(ProxySettings.EXTERNAL_COMMAND, line.next("a program"));
            case "path" -> line.set(ProxySettings.EXTERNAL_PATH, line.next("directories"));
            default -> throw line.bad("'external-check' only supports 'command' and 'path'. but got '" + what + "'.");
        }
    }

    private static void allowed(Line line) throws BadLineException {
        ExternalChecks checks = ExternalChecks.ALLOWED;
        if (line.hasNext()) {
            String word = line.next("'preserve-env'");
            if (!word.equals("preserve-env")) {
                throw line.bad("'external-check' only supports 'preserve-env' as an argument, found '" + word + "'.");
            }
            checks = ExternalChecks.WITH_ENVIRONMENT;
        }
        line.set(GlobalSettings.EXTERNAL_CHECKS, checks);
    }

    private static void httpCheck(Line line) throws BadLineException {
        if (taken(line, Kind.HTTP)) {
            return;
        }
        List<String> words = line.rest();
        if (words.size() > 4) {
            throw line.bad("'option httpchk' cannot handle unexpected argument '" + words.get(4) + "'.");
        }
        String method = words.size() > 1 ? words.get(0) : null;
        String uri = words.isEmpty() ? null : words.get(words.size() > 1 ? 1 : 0);
        String version = words.size() > 2 ? CheckSteps.version(line, words.get(2)) : null;
        List<Field> fields = words.size() > 3 ? List.of(new Field("host", words.get(3))) : List.of();
        Request request = new Request("", method, uri, version, fields, null, new Formats(false, false));
        store(line, own(line).with(request).as(Kind.HTTP));
    }

    private static void httpStep(Line line) throws BadLineException {
        String word = line.next("a step");
        if (word.equals("disable-on-404")) {
            line.set(ProxySettings.CHECK, line.get(ProxySettings.CHECK).withDisableOn404());
        } else if (word.equals("send-state")) {
            store(line, line.get(ProxySettings.CHECK_SCRIPT).withState());
        } else {
            CheckScript script = own(line);
            CheckStep step = CheckSteps.either(line, word, true);
            if (step instanceof Connect) {
                checkConnect(line, script.http(), true);
            }
            store(line, script.withHttp(step));
        }
    }

    private static void tcpStep(Line line) throws BadLineException {
        CheckScript script = own(line);
        CheckStep step = CheckSteps.either(line, line.next("a step"), false);
        if (step instanceof Connect) {
            checkConnect(line, script.tcp(), false);
        }
        store(line, script.withTcp(step));
    }

    /** Whoever connects by hand does so from the start; and what was asked is listened to before the next connection. */
    private static void checkConnect(Line line, List<CheckStep> before, boolean http) throws BadLineException {
        boolean connected = false;
        boolean asking = false;
        for (CheckStep step : before) {
            connected |= step instanceof Connect;
            boolean silent = step instanceof Variable || step instanceof Remark;
            if (!connected && !silent) {
                throw line.bad("'" + line.keyword() + " connect' : the first step has to be a 'connect' where there is"
                        + " one, only 'set-var', 'unset-var' and 'comment' may stand before it.");
            }
            asking = step instanceof Request || (asking && !(step instanceof Expect));
        }
        if (http && asking) {
            throw line.bad("'http-check connect' : the request before has no 'expect'.");
        }
    }

    /** What the script comes to where it is one request and a look at the response's status. */
    private static CheckSpec plain(CheckScript script, boolean disableOn404) {
        Request request = script.request();
        List<StatusRange> ranges = new ArrayList<>();
        boolean negated = false;
        for (CheckStep step : script.http()) {
            if (step instanceof Request own) {
                request = own.over(request);
            } else if (step instanceof Expect expect && expect.subject() == CheckStep.Subject.STATUS) {
                negated = expect.negated();
                ranges.addAll(ranges(expect.pattern()));
            }
        }
        List<Map.Entry<String, String>> fields = request.fields().stream()
                .map(field -> Map.entry(field.name(), field.value()))
                .toList();
        return new CheckSpec(
                script.kind() == Kind.HTTP,
                or(request.method(), "OPTIONS"),
                or(request.uri(), "/"),
                or(request.version(), "HTTP/1.0"),
                fields,
                ranges,
                negated,
                disableOn404);
    }

    private static String or(@Nullable String said, String usual) {
        return said == null ? usual : said;
    }

    private static List<StatusRange> ranges(CheckStep.Pattern pattern) {
        List<StatusRange> ranges = new ArrayList<>();
        if (pattern.way() != CheckStep.Way.REGEX) {
            for (String part : pattern.text().split(",", -1)) {
                ranges.add(StatusRange.parse(part));
            }
        }
        return ranges;
    }
}
