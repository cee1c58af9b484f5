package dev.sluice.socket.command;

import dev.sluice.config.GlobalSettings;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.socket.line.WireText;
import dev.sluice.state.BadMessage;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refused messages as {@code show errors} shows them. */
final class ErrorsText {
    /** Characters of a message on one line. */
    private static final int WIDTH = 70;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss.SSS", Locale.ROOT);

    private ErrorsText() {}

    static Reply errors(Outcome outcome, Words words, Speaker speaker) {
        long kept = speaker.state().process().badMessages().get();
        String heading = "Total events captured on [" + date(speaker.clock().wallMillis()) + "] : " + kept + "\n";
        int bufsize = speaker.state().configuration().global().get(GlobalSettings.BUFSIZE);
        List<BadMessage> all = InspectText.all(outcome, BadMessage.class);
        return new Reply.Dump(Lines.of(heading, Cursor.of(all), message -> describe(message, bufsize)));
    }

    /** A message by the names of what is told of it. */
    static Object values(Object row, Words words, Speaker speaker) {
        BadMessage message = (BadMessage) row;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", message.number());
        values.put("time", Instant.ofEpochMilli(message.wallMillis()).toString());
        values.put("direction", message.isResponse() ? "response" : "request");
        values.put("frontend", message.frontend().name());
        values.put("backend", Optional.ofNullable(message.backend()).map(Proxy::name));
        values.put("server", Optional.ofNullable(message.server()).map(Server::name));
        values.put("source", message.source());
        values.put("position", message.position());
        values.put("bytes", WireText.decode(message.bytes()));
        return values;
    }

    private static String date(long wallMillis) {
        return DATE.format(Instant.ofEpochMilli(wallMillis).atZone(ZoneId.systemDefault()));
    }

    private static String describe(BadMessage message, int bufsize) {
        byte[] bytes = message.bytes();
        StringBuilder text = new StringBuilder();
        text.append(" \n[").append(date(message.wallMillis())).append("] ");
        text.append(message.isResponse() ? "backend " : "frontend ").append(named(message.proxy()));
        text.append(message.isResponse() ? ": invalid response\n" : ": invalid request\n");
        text.append(
                message.isResponse()
                        ? "  frontend " + named(message.frontend())
                        : "  backend " + named(message.backend()));
        text.append(", server ").append(named(message.server()));
        text.append(", event #")
                .append(message.number())
                .append(", src ")
                .append(message.source())
                .append('\n');
        text.append("  buffer starts at 0 (including 0 out), ")
                .append(Math.max(0, bufsize - bytes.length))
                .append(" free,\n");
        text.append("  len ").append(bytes.length).append(", wraps at ").append(bufsize);
        text.append(", error at position ").append(message.position()).append('\n');
        text.append("  \n");
        dump(text, bytes);
        return text.toString();
    }

    private static String named(@Nullable Proxy proxy) {
        return proxy == null ? "<NONE> (#-1)" : proxy.name() + " (#" + proxy.id() + ")";
    }

    private static String named(@Nullable Server server) {
        return server == null ? "<NONE> (#-1)" : server.name() + " (#" + server.id() + ")";
    }

    /** A line for each line of the message, and more where it is long. */
    private static void dump(StringBuilder text, byte[] bytes) {
        int at = 0;
        boolean goesOn = false;
        while (at < bytes.length) {
            text.append(String.format(Locale.ROOT, "  %05d%s ", at, goesOn ? "+" : " "));
            int width = 0;
            boolean ended = false;
            while (at < bytes.length && !ended) {
                String shown = escaped(bytes[at]);
                if (width + shown.length() > WIDTH) {
                    break;
                }
                text.append(shown);
                width += shown.length();
                ended = bytes[at++] == '\n';
            }
            text.append('\n');
            goesOn = !ended;
        }
    }

    private static String escaped(byte b) {
        return switch (b) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case 0x1b -> "\\e";
            case '\\' -> "\\\\";
            default ->
                b >= ' ' && b < 0x7f ? Character.toString((char) b) : String.format(Locale.ROOT, "\\x%02X", b & 0xff);
        };
    }
}
