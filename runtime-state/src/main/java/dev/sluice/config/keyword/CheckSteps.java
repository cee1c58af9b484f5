package dev.sluice.config.keyword;

import dev.sluice.config.CheckStep;
import dev.sluice.config.CheckStep.Change;
import dev.sluice.config.CheckStep.Connect;
import dev.sluice.config.CheckStep.Field;
import dev.sluice.config.CheckStep.Formats;
import dev.sluice.config.CheckStep.Remark;
import dev.sluice.config.CheckStep.Request;
import dev.sluice.config.CheckStep.Send;
import dev.sluice.config.CheckStep.Variable;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.ListenAddresses;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the steps of health checks: {@code tcp-check} and {@code http-check}. */
final class CheckSteps {
    /** The handshake has one byte for the length of each name. */
    private static final int PROTOCOL_MAX = 255;

    private CheckSteps() {}

    /** A step that goes by the same words in both. */
    static CheckStep either(Line line, String word, boolean http) throws BadLineException {
        return switch (bare(word)) {
            case "comment" -> new Remark(line.next("a text"));
            case "connect" -> connect(line, http);
            case "expect" -> CheckExpectations.read(line, http);
            case "set-var" -> variable(line, word, Change.SET);
            case "set-var-fmt" -> variable(line, word, Change.SET_FORMAT);
            case "unset-var" -> variable(line, word, Change.UNSET);
            default -> http ? ofHttp(line, word) : ofTcp(line, word);
        };
    }

    private static String bare(String word) {
        int end = word.indexOf('(');
        return end < 0 ? word : word.substring(0, end);
    }

    private static CheckStep ofTcp(Line line, String word) throws BadLineException {
        return switch (word) {
            case "send" -> send(line, false, false);
            case "send-lf" -> send(line, true, false);
            case "send-binary" -> send(line, false, true);
            case "send-binary-lf" -> send(line, true, true);
            default ->
                throw line.bad("'tcp-check' expects 'comment', 'connect', 'send', 'send-lf', 'send-binary', "
                        + "'send-binary-lf', 'expect', 'set-var', 'set-var-fmt' or 'unset-var' (got '" + word + "').");
        };
    }

    private static CheckStep ofHttp(Line line, String word) throws BadLineException {
        if (!word.equals("send")) {
            throw line.bad("'http-check' expects 'comment', 'connect', 'disable-on-404', 'expect', 'send', "
                    + "'send-state', 'set-var', 'set-var-fmt' or 'unset-var' (got '" + word + "').");
        }
        return request(line);
    }

    private static Connect connect(Line line, boolean http) throws BadLineException {
        String comment = "";
        String host = "";
        String port = "";
        String sni = "";
        boolean asServer = false;
        boolean ssl = false;
        boolean header = false;
        boolean socks = false;
        boolean linger = false;
        String proto = "";
        List<String> alpn = List.of();
        while (line.hasNext()) {
            String word = line.next("an argument");
            switch (word) {
                case "default" -> asServer = true;
                case "ssl" -> ssl = true;
                case "send-proxy" -> header = true;
                case "linger" -> linger = true;
                case "comment" -> comment = line.next("a text");
                case "sni" -> sni = line.next("a host");
                case "port" -> port = port(line, line.next("a port"));
                case "addr" -> {
                    var target = ListenAddresses.server(line, line.next("an address"), false)
                            .address();
                    host = target.host();
                    port = target.port() > 0 ? String.valueOf(target.port()) : port;
                }
                case "via-socks4" -> socks = true;
                case "alpn" -> alpn = alpn(line);
                case "proto" -> proto = proto(line, http);
                default -> throw line.bad("'" + line.keyword() + "': unknown argument '" + word + "'.");
            }
        }
        return new Connect(comment, host, port, asServer, ssl, header, socks, sni, alpn, proto, linger);
    }

    private static List<String> alpn(Line line) throws BadLineException {
        String said = "'" + line.keyword() + " connect' : 'alpn' : ";
        if (!line.hasNext()) {
            throw line.bad(said + "missing the comma-delimited ALPN protocol suite.");
        }
        List<String> names = new ArrayList<>();
        for (String name : line.next("protocols").split(",", -1)) {
            if (name.length() > PROTOCOL_MAX) {
                throw line.bad(said + "ALPN protocol name too long : '" + name + "'.");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** The version of HTTP that is spoken; a check with bytes can only be told that it speaks none. */
    private static String proto(Line line, boolean http) throws BadLineException {
        String said = "'" + line.keyword() + " connect' : 'proto' ";
        if (!line.hasNext()) {
            throw line.bad(said + "expects a MUX protocol as argument.");
        }
        String name = line.next("a protocol");
        boolean fits = switch (name) {
            case "h1", "h2" -> http;
            case "none" -> !http;
            case "fcgi" -> {
                if (http) {
                    throw line.bad(said + ": 'fcgi' is not supported by this version of Sluice yet.");
                }
                yield false;
            }
            case "spop" -> false;
            default -> throw line.bad(said + ": unknown MUX protocol '" + name + "'.");
        };
        if (!fits) {
            throw line.bad(said + ": invalid MUX protocol '" + name + "' for " + line.keyword() + ".");
        }
        return http ? name : "";
    }

    private static String port(Line line, String word) throws BadLineException {
        if (word.matches("\\d+")) {
            return String.valueOf(line.numberOf(word, 1, 65_535));
        }
        line.part(Place.TEXT, List.of("check-expression", word));
        return word;
    }

    private static Send send(Line line, boolean format, boolean hex) throws BadLineException {
        String data = line.next("what to send");
        if (data.isEmpty()) {
            throw line.bad("'" + line.keyword() + "' : nothing to send.");
        }
        if (format) {
            line.part(Place.TEXT, List.of("check-format", data));
        } else if (hex) {
            data = CheckExpectations.hex(line, data);
        }
        String comment = line.accept("comment") ? line.next("a text") : "";
        return new Send(comment, data, format, hex);
    }

    private static Variable variable(Line line, String word, Change change) throws BadLineException {
        int open = word.indexOf('(');
        if (open < 0 || !word.endsWith(")")) {
            throw line.bad("'" + bare(word) + "' expects the name of a variable in parentheses.");
        }
        String target = word.substring(open + 1, word.length() - 1);
        String name = target.split(",", -1)[0];
        if (!name.startsWith("check.") && !name.startsWith("proc.")) {
            throw line.bad("'" + bare(word) + "' : only the scopes 'check' and 'proc' are there (got '" + name + "').");
        }
        List<String> words = new ArrayList<>();
        while (line.hasNext() && !line.peek().filter("comment"::equals).isPresent()) {
            words.add(line.next("an expression"));
        }
        String comment = line.accept("comment") ? line.next("a text") : "";
        List<String> checked = new ArrayList<>();
        checked.add(change == Change.SET ? "check-expression" : "check-format");
        checked.addAll(words);
        if (change != Change.UNSET) {
            line.part(Place.TEXT, checked);
        } else if (!words.isEmpty()) {
            throw line.bad("'unset-var' : unexpected argument '" + words.get(0) + "'.");
        }
        return new Variable(comment, change, target, List.copyOf(words));
    }

    private static Request request(Line line) throws BadLineException {
        String comment = "";
        @Nullable String method = null;
        @Nullable String uri = null;
        @Nullable String version = null;
        @Nullable String body = null;
        boolean uriFormat = false;
        boolean bodyFormat = false;
        List<Field> fields = new ArrayList<>();
        while (line.hasNext()) {
            String word = line.next("an argument");
            switch (word) {
                case "meth" -> method = line.next("a method");
                case "uri", "uri-lf" -> {
                    uri = line.next("a URI");
                    uriFormat = format(line, uri, word);
                }
                case "ver" -> version = version(line, line.next("a version"));
                case "hdr" -> fields.add(field(line));
                case "body", "body-lf" -> {
                    body = line.next("a body");
                    bodyFormat = format(line, body, word);
                }
                case "comment" -> comment = line.next("a text");
                default -> throw line.bad("'" + line.keyword() + "': unknown argument '" + word + "'.");
            }
        }
        return new Request(
                comment, method, uri, version, List.copyOf(fields), body, new Formats(uriFormat, bodyFormat));
    }

    private static boolean format(Line line, String text, String word) throws BadLineException {
        boolean format = word.endsWith("-lf");
        if (format) {
            line.part(Place.TEXT, List.of("check-format", text));
        }
        return format;
    }

    private static Field field(Line line) throws BadLineException {
        String name = line.next("a name");
        String value = line.next("a value");
        line.part(Place.TEXT, List.of("check-format", value));
        return new Field(name, value);
    }

    static String version(Line line, String word) throws BadLineException {
        if (!word.equals("HTTP/1.0") && !word.equals("HTTP/1.1")) {
            throw line.bad("'" + line.keyword() + "' expects the version HTTP/1.0 or HTTP/1.1 (got '" + word + "').");
        }
        return word;
    }
}
