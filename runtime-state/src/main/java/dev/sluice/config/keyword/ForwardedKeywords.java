package dev.sluice.config.keyword;

import dev.sluice.config.ForwardFor;
import dev.sluice.config.ForwardedSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options that tell servers of clients in headers: {@code forwardfor}, {@code originalto}, {@code forwarded}. */
final class ForwardedKeywords {
    private static final Set<String> NODES = Set.of("host", "by", "by_port", "for", "for_port");
    private static final String EXPRESSION = "-expr";

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "option forwardfor",
                            "[except <network>] [header <name>] [if-none]",
                            Place.PROXIES,
                            "add a header with the client's address")
                    .effective(ForwardedKeywords::forwardFor)
                    .negatable(),
            Keyword.of(
                            "option originalto",
                            "[except <network>] [header <name>]",
                            Place.PROXIES,
                            "add a header with the address that the client has connected to")
                    .effective(ForwardedKeywords::originalTo),
            Keyword.of(
                            "option forwarded",
                            "[proto] [host | host-expr <expr>] [by | by-expr <expr>] [by_port | by_port-expr <expr>]"
                                    + " [for | for-expr <expr>] [for_port | for_port-expr <expr>]",
                            Place.BACK,
                            "add a header by RFC 7239")
                    .effective(ForwardedKeywords::forwarded)
                    .negatable()
                    .ignoredIn(Place.FRONTEND));

    private ForwardedKeywords() {}

    private static void forwardFor(Line line) throws BadLineException {
        String except = "";
        String header = "x-forwarded-for";
        boolean ifNone = false;
        while (line.hasNext()) {
            String word = line.next("an argument");
            switch (word) {
                case "except" -> except = network(line, "forwardfor", line.next("a network"));
                case "header" -> header = line.next("the name of a header");
                case "if-none" -> ifNone = true;
                default ->
                    throw line.bad(
                            "'option forwardfor' only supports 'except', 'header' and 'if-none' (got '" + word + "').");
            }
        }
        Forms.choose(line, ProxySettings.FORWARDFOR, new ForwardFor(true, except, header, ifNone), ForwardFor.OFF);
    }

    private static void originalTo(Line line) throws BadLineException {
        String except = "";
        String header = "x-original-to";
        while (line.hasNext()) {
            String word = line.next("an argument");
            switch (word) {
                case "except" -> except = network(line, "originalto", line.hasNext() ? line.next("a network") : "");
                case "header" -> {
                    if (!line.hasNext()) {
                        throw line.bad("'option originalto header' expects <header_name> as argument.");
                    }
                    header = line.next("the name of a header");
                }
                default -> throw line.bad("'option originalto' only supports optional values: 'except' and 'header'.");
            }
        }
        line.set(ProxySettings.ORIGINALTO, new ForwardFor(true, except, header, false));
    }

    private static String network(Line line, String option, String word) throws BadLineException {
        boolean v4 = word.matches("\\d{1,3}(\\.\\d{1,3}){3}(/([12]?\\d|3[0-2]))?");
        boolean v6 = word.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/\\d{1,3})?");
        if (!v4 && !v6) {
            throw line.bad("'option " + option + " except' expects <address>[/mask] as argument.");
        }
        return word;
    }

    private static void forwarded(Line line) throws BadLineException {
        boolean proto = false;
        Map<String, String> parts = new HashMap<>();
        boolean usual = !line.hasNext();
        while (line.hasNext()) {
            String word = line.next("a part");
            if (word.equals("proto")) {
                proto = true;
            } else if (NODES.contains(word)) {
                parts.put(word, "");
            } else if (word.endsWith(EXPRESSION)
                    && NODES.contains(word.substring(0, word.length() - EXPRESSION.length()))) {
                parts.put(word.substring(0, word.length() - EXPRESSION.length()), expression(line, word));
            } else {
                throw line.bad("'option forwarded' only supports optional values: 'proto', 'host', 'host-expr', 'by',"
                        + " 'by-expr', 'by_port', 'by_port-expr', 'for', 'for-expr', 'for_port' and 'for_port-expr'.");
            }
        }
        ForwardedSpec said = new ForwardedSpec(
                true,
                proto,
                parts.get("host"),
                parts.get("by"),
                portOf(line, parts, "by"),
                parts.get("for"),
                portOf(line, parts, "for"));
        Forms.choose(line, ProxySettings.FORWARDED, usual ? ForwardedSpec.USUAL : said, ForwardedSpec.OFF);
    }

    private static String expression(Line line, String word) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'" + word + "' expects <expr> as argument.");
        }
        String text = line.next("an expression");
        line.part(Place.TEXT, List.of("expression", text));
        return text;
    }

    private static @Nullable String portOf(Line line, Map<String, String> parts, String node) {
        String port = parts.get(node + "_port");
        if (port != null && !parts.containsKey(node)) {
            line.warn("'option forwarded' : '" + node + "_port-expr' will be ignored because both '" + node + "' and '"
                    + node + "-expr' are unset");
            return null;
        }
        return port;
    }
}
