package dev.sluice.config.keyword;

import dev.sluice.config.CheckSpec;
import dev.sluice.config.CheckSpec.StatusRange;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How servers are checked. */
final class CheckKeywords {
    static final List<Keyword> ALL = List.of(
            Keyword.of("option httpchk", "[[<method>] <uri> [<version> [<host>]]]", Place.BACK, "check with a request")
                    .effective(CheckKeywords::httpCheck)
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("option tcp-check", "", Place.BACK, "check with a connection")
                    .effective(CheckKeywords::tcpCheck)
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("http-check expect", "[!] status <codes>", Place.BACK, "which answers are good")
                    .effective(CheckKeywords::expect)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("http-check disable-on-404", "", Place.BACK, "404 stops balancing to a server, no more")
                    .effective(line -> line.set(
                            ProxySettings.CHECK, line.get(ProxySettings.CHECK).withDisableOn404()))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of(
                            "http-check send",
                            "[meth <method>] [uri <uri>] [ver <version>] [hdr <name> <value>]...",
                            Place.BACK,
                            "what the request says")
                    .effective(CheckKeywords::send)
                    .ignoredIn(Place.FRONTEND));

    private CheckKeywords() {}

    private static void tcpCheck(Line line) {
        line.set(ProxySettings.CHECK, line.get(ProxySettings.CHECK).withHttp(false));
        line.set(ProxySettings.TCP_CHECK, !line.negated() && !line.defaulted());
    }

    private static void httpCheck(Line line) throws BadLineException {
        CheckSpec now = line.get(ProxySettings.CHECK);
        if (line.negated() || line.defaulted()) {
            line.set(ProxySettings.CHECK, now.withHttp(false));
            return;
        }
        List<String> words = line.rest();
        if (words.size() > 4) {
            throw line.bad("'option httpchk' cannot handle unexpected argument '" + words.get(4) + "'.");
        }
        CheckSpec next = now.withHttp(true);
        if (words.size() == 1) {
            next = next.withRequest("OPTIONS", words.get(0), "HTTP/1.0");
        } else if (words.size() > 1) {
            next = next.withRequest(
                    words.get(0), words.get(1), words.size() > 2 ? version(line, words.get(2)) : "HTTP/1.0");
        }
        if (words.size() > 3) {
            next = next.withHeaders(List.of(Map.entry("host", words.get(3))));
        }
        line.set(ProxySettings.CHECK, next);
    }

    private static String version(Line line, String word) throws BadLineException {
        if (!word.equals("HTTP/1.0") && !word.equals("HTTP/1.1")) {
            throw line.bad("'" + line.keyword() + "' expects the version HTTP/1.0 or HTTP/1.1 (got '" + word + "').");
        }
        return word;
    }

    private static void send(Line line) throws BadLineException {
        CheckSpec check = line.get(ProxySettings.CHECK);
        String method = check.method();
        String uri = check.uri();
        String version = check.version();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        while (line.hasNext()) {
            String word = line.next("an argument");
            switch (word) {
                case "meth" -> method = line.next("a method");
                case "uri" -> uri = literal(line, line.next("a URI"));
                case "ver" -> version = version(line, line.next("a version"));
                case "hdr" -> headers.add(Map.entry(line.next("a name"), literal(line, line.next("a value"))));
                default -> throw notYetOr(line, word, List.of("uri-lf", "body", "body-lf", "comment"));
            }
        }
        line.set(ProxySettings.CHECK, check.withRequest(method, uri, version).withHeaders(List.copyOf(headers)));
    }

    private static String literal(Line line, String word) throws BadLineException {
        if (word.contains("%[")) {
            throw line.bad("'" + line.keyword() + "': expressions in '" + word
                    + "' are not supported by this version of Sluice yet.");
        }
        return word;
    }

    private static void expect(Line line) throws BadLineException {
        boolean negated = line.accept("!");
        String kind = line.next("'status'");
        if (!kind.equals("status")) {
            throw notYetOr(
                    line,
                    kind,
                    List.of(
                            "rstatus",
                            "string",
                            "rstring",
                            "hdr",
                            "fhdr",
                            "comment",
                            "min-recv",
                            "ok-status",
                            "error-status",
                            "tout-status",
                            "on-success",
                            "on-error",
                            "status-code",
                            "string-lf"));
        }
        List<StatusRange> ranges = new ArrayList<>();
        for (String part : line.next("status codes").split(",", -1)) {
            ranges.add(range(line, part));
        }
        line.set(ProxySettings.CHECK, line.get(ProxySettings.CHECK).withExpected(ranges, negated));
    }

    private static StatusRange range(Line line, String part) throws BadLineException {
        if (!part.matches("\\d{3}(-\\d{3})?")) {
            throw line.bad("'http-check expect status' expects codes such as 200 or 200-399,404 (got '" + part + "').");
        }
        int low = Integer.parseInt(part.substring(0, 3));
        int high = part.length() == 3 ? low : Integer.parseInt(part.substring(4));
        if (high < low) {
            throw line.bad("'http-check expect status': the range '" + part + "' is empty.");
        }
        return new StatusRange(low, high);
    }

    private static BadLineException notYetOr(Line line, String word, List<String> known) {
        return known.contains(word)
                ? line.bad("'" + line.keyword() + " " + word + "' is not supported by this version of Sluice yet.")
                : line.bad("'" + line.keyword() + "': unknown argument '" + word + "'.");
    }
}
