package dev.sluice.config.keyword;

import dev.sluice.config.CheckStep;
import dev.sluice.config.CheckStep.Dialect;
import dev.sluice.config.CheckStep.Ending;
import dev.sluice.config.CheckStep.Expect;
import dev.sluice.config.CheckStep.Hear;
import dev.sluice.config.CheckStep.Pattern;
import dev.sluice.config.CheckStep.Send;
import dev.sluice.config.CheckStep.Subject;
import dev.sluice.config.CheckStep.Way;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The steps of checks for protocols that are known by name. */
final class CheckProtocols {
    /** The first line of what was received, without its end. */
    private static final String LINE = "%[res.payload(0,0),bytes(0,127),regsub('[\\r\\n][\\s\\S]*','')]";

    /** The longest packet, the usual characters, and what is reserved. */
    private static final String MYSQL_CLIENT = "00800001" + "21" + "00".repeat(23);

    private CheckProtocols() {}

    /** A greeting, a hello, a farewell. */
    static List<CheckStep> smtp(Line line) throws BadLineException {
        String hello = "HELO localhost";
        if (line.hasNext()) {
            String word = line.next("HELO or EHLO");
            if (line.hasNext()) {
                String domain = line.next("a domain");
                hello = word.equals("HELO") || word.equals("EHLO") ? word + " " + domain : hello;
            }
        }
        String reason = "%[res.payload(4,0),regsub('[\\r\\n][\\s\\S]*','')]";
        Ending refused = new Ending("", "L7STS", "", reason, reason, "res.payload(0,3),ltrim(' ')");
        // Of an answer of several lines the last one has a blank behind its number.
        return List.of(
                text("^[0-9]{3}[ \r]", 4, false, new Ending("", "L7RSP", "", "", LINE, "")),
                text("^2[0-9]{2}[ \r]", 4, true, refused),
                say(hello + "\r\n"),
                text("^2[0-9]{2}[- \r]", 4, true, refused),
                text("^2[0-9]{2}-(.*\r\n)*2[0-9]{2} |^2[0-9]{2}[ \r]", 4, false, refused),
                say("QUIT\r\n"),
                text("^2[0-9]{2}[- \r]", 4, true, refused));
    }

    /** A ping and its answer. */
    static List<CheckStep> redis() {
        return List.of(
                say("*1\r\n$4\r\nPING\r\n"),
                text("^\\+PONG\r\n", 7, false, new Ending("", "L7STS", "", "Redis server is ok", LINE, "")));
    }

    /** The start of a session, which a server answers by how it wants to know who is there. */
    static List<CheckStep> postgres(Line line) throws BadLineException {
        if (line.negated() || line.defaulted()) {
            return List.of();
        }
        if (!line.accept("user")) {
            throw line.bad("'option pgsql-check' expects 'user' and a name.");
        }
        String name = line.next("a name");
        byte[] who = name.getBytes(StandardCharsets.ISO_8859_1);
        String body = "00030000" + hex("user") + "00" + HexFormat.of().formatHex(who) + "0000";
        String start = String.format("%08x", body.length() / 2 + 4) + body;
        String refusal = "%[res.payload(6,0),regsub('[^ -~][\\s\\S]*','')]";
        return List.of(
                new Send("", start, false, true),
                not("^45", 5, new Ending("", "L7RSP", "", "", refusal, "")),
                binary(
                        "^52000000..000000(00|02|03|04|05|06|07|09|0A)",
                        9,
                        true,
                        new Ending("", "L7STS", "", "PostgreSQL server is ok", "PostgreSQL unknown error", "")));
    }

    /** Who one is, anonymously, in the third version of the protocol; lengths come in one byte or in five. */
    static List<CheckStep> ldap() {
        String answer = "^30(84........|..)02010161(84........|..)";
        String code = "res.payload(0,0),hex,regsub('" + answer + "0A01(..).*','\\3'),hex2i";
        String where = "See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9";
        return List.of(
                new Send("", "300c020101600702010304008000", false, true),
                binary(
                        "^30(84........|..)02010161",
                        14,
                        true,
                        new Ending("", "L7RSP", "", "", "Not LDAPv3 protocol", "")),
                binary(answer + "0A01..", 14, false, new Ending("", "L7RSP", "", "", "Not LDAPv3 protocol", "")),
                binary(answer + "0A0100", 14, true, new Ending("", "L7STS", "", "Success", where, code)));
    }

    /** A server introduces itself; where a name is said, it is told it, goodbye at once, and asked whether that would do. */
    static List<CheckStep> mysql(Line line) throws BadLineException {
        if (line.negated() || line.defaulted()) {
            return List.of();
        }
        if (!line.hasNext()) {
            return List.of(new Hear("", Dialect.MYSQL_GREETING));
        }
        if (!line.accept("user")) {
            throw line.bad("'" + line.keyword() + "' expects 'user' and a name.");
        }
        String user = HexFormat.of().formatHex(line.next("a name").getBytes(StandardCharsets.ISO_8859_1)) + "00";
        String since = line.hasNext() ? line.next("a version") : "post-41";
        String quit = "0100000001";
        String client = switch (since) {
            case "pre-41" -> "0080" + "000001" + user + "00";
            case "post-41" -> "00820000" + MYSQL_CLIENT + user + "00";
            case "post-80" -> "00820800" + MYSQL_CLIENT + user + "00" + hex("mysql_native_password") + "00";
            default ->
                throw line.bad("'" + line.keyword()
                        + "' expects 'pre-41', 'post-41' or 'post-80' behind the name (got '" + since + "').");
        };
        int length = client.length() / 2;
        String head = String.format("%02x%02x%02x01", length & 0xFF, length >> 8 & 0xFF, length >> 16 & 0xFF);
        return List.of(
                new Send("", head + client + quit, false, true),
                new Hear("", Dialect.MYSQL_GREETING),
                new Hear("", Dialect.MYSQL_ANSWER));
    }

    /** An agent is told that this is a check, and introduces itself. */
    static List<CheckStep> spop() {
        String fields = text("supported-versions") + "08" + text("2.0") + text("max-frame-size") + "03fcf006"
                + text("capabilities") + "0800" + text("healthcheck") + "11";
        String frame = "01" + "00000001" + "0000" + fields;
        return List.of(
                new Send("", String.format("%08x", frame.length() / 2) + frame, false, true),
                new Hear("", Dialect.SPOP_HELLO));
    }

    private static String text(String word) {
        return String.format("%02x", word.length()) + hex(word);
    }

    /** A client's hello of SSL 3.0; whatever speaks any version answers with a hello or an alert. */
    static List<CheckStep> hello() {
        StringBuilder ciphers = new StringBuilder();
        for (int each = 0x01; each <= 0x1B; each++) {
            ciphers.append(String.format("%04x", each));
        }
        for (int each = 0x2F; each <= 0x3A; each++) {
            ciphers.append(String.format("%04x", each));
        }
        String random = hex("Sluice asks whether TLS is here.");
        String body = "0300" + random + "00" + String.format("%04x", ciphers.length() / 2) + ciphers + "0100";
        String message = "01" + String.format("%06x", body.length() / 2) + body;
        String sent = "160300" + String.format("%04x", message.length() / 2) + message;
        return List.of(
                new Send("", sent, false, true),
                binary("^1[56]", 5, true, new Ending("L6OK", "L6RSP", "L6TOUT", "", "", "")));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Send say(String text) {
        return new Send("", text, false, false);
    }

    private static Expect text(String regex, int least, boolean prompt, Ending ending) {
        return new Expect(
                "", Subject.TEXT, false, null, false, new Pattern(Way.REGEX, regex, false), least, prompt, ending);
    }

    private static Expect binary(String regex, int least, boolean prompt, Ending ending) {
        return new Expect(
                "", Subject.BINARY, false, null, false, new Pattern(Way.REGEX, regex, false), least, prompt, ending);
    }

    private static Expect not(String regex, int least, Ending ending) {
        return new Expect(
                "", Subject.BINARY, true, null, false, new Pattern(Way.REGEX, regex, false), least, true, ending);
    }
}
