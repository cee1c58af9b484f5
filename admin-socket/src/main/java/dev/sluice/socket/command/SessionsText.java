package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Streams as {@code show sess} lists them. Columns that tell of HAProxy's insides (flags of channels, calls of tasks) have their place,
 * since programs read lines by it, and zeros.
 */
final class SessionsText {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss.SSSSSS", Locale.ROOT);

    /** The frontend of admin connections. */
    private static final String GLOBAL = "GLOBAL";

    private SessionsText() {}

    static Reply sessions(Outcome outcome, Words words, Speaker speaker) {
        SessionWords.Asked asked = SessionWords.Asked.of(words);
        Clock clock = speaker.clock();
        long now = clock.millis();
        Anonymizer hidden = Anonymizer.of(speaker.session());
        Cursor<StreamInfo> streams = Values.rows(outcome, StreamInfo.class);
        Deque<AdminConnection> own = new ArrayDeque<>();
        if (!asked.isNarrowed() && !asked.isSuspicious()) {
            speaker.connections().stream()
                    .filter(connection -> now - connection.startMillis() >= asked.olderThanMillis())
                    .forEach(own::add);
        }
        // The streams first, then those who look at them.
        Cursor<Object> both = () -> {
            StreamInfo stream = streams.next();
            while (stream != null && asked.isSuspicious() && !isOverdue(stream, now)) {
                stream = streams.next();
            }
            return stream != null ? stream : own.poll();
        };
        return new Reply.Dump(Lines.of("", both, entry -> line(entry, asked, clock, hidden)));
    }

    private static boolean isOverdue(StreamInfo stream, long now) {
        return stream.expiresMillis() != 0 && stream.expiresMillis() < now;
    }

    private static String line(Object entry, SessionWords.Asked asked, Clock clock, Anonymizer hidden) {
        if (entry instanceof StreamInfo stream) {
            return asked.isDetailed()
                    ? detailed(stream, clock, hidden)
                    : brief(stream, asked.isWithUri(), clock.millis(), hidden);
        }
        AdminConnection connection = (AdminConnection) entry;
        return asked.isDetailed() ? detailed(connection, clock, hidden) : brief(connection, clock.millis(), hidden);
    }

    private static String brief(StreamInfo stream, boolean withUri, long now, Anonymizer hidden) {
        Backend backend = stream.backend();
        Server server = stream.server();
        String expires = expires(stream.expiresMillis(), now);
        String uri = withUri && !stream.uri().isEmpty() ? " uri=\"" + stream.uri() + "\"" : "";
        return pointer(stream.id()) + ": proto=" + stream.protocol() + " src=" + hidden.address(stream.source())
                + " fe="
                + hidden.name(stream.frontend().name()) + " be="
                + (backend == null ? "<NONE>" : hidden.name(backend.name())) + " srv="
                + (server == null ? "<none>" : hidden.name(server.name())) + age(stream.startMillis(), now)
                + channels(stream.worker() + 1, expires) + " exp=" + expires + " rc=" + stream.retries() + " c_exp="
                + uri + "\n";
    }

    private static String brief(AdminConnection connection, long now, Anonymizer hidden) {
        String expires = expires(connection.expiresMillis(), now);
        return pointer(connection.id()) + ": proto=" + connection.protocol() + " src="
                + hidden.address(connection.source())
                + " fe=" + hidden.name(GLOBAL) + " be=<NONE> srv=<none>" + age(connection.startMillis(), now)
                + channels(1, expires)
                + " exp=" + expires + " rc=0 c_exp=\n";
    }

    private static String age(long startMillis, long now) {
        return " ts=00 epoch=0 age=" + HumanTime.ofMillis(now - startMillis) + " calls=0 rate=0 cpu=0 lat=0";
    }

    private static String channels(int thread, String expires) {
        return " rq[f=000000h,i=0,an=00h,ax=] rp[f=000000h,i=0,an=00h,ax=] scf=[8,0h,fd=" + thread + "/-1,rex="
                + expires + ",wex=] scb=[8,1h,fd=" + thread + "/-1,rex=,wex=]";
    }

    private static String detailed(StreamInfo stream, Clock clock, Anonymizer hidden) {
        long now = clock.millis();
        long wall = clock.wallMillis() - (now - stream.startMillis());
        Backend backend = stream.backend();
        Server server = stream.server();
        String uri = stream.uri().isEmpty() ? "" : " uri=\"" + stream.uri() + "\"";
        return head(stream.id(), wall, stream.protocol(), hidden.address(stream.source()))
                + "  flags=0x0, conn_retries=" + stream.retries() + ", conn_exp=<NEVER>\n"
                + "  frontend=" + proxy(stream.frontend(), hidden) + "\n"
                + "  backend=" + (backend == null ? "<NONE> (id=-1 mode=-)" : proxy(backend, hidden)) + "\n"
                + "  server=" + server(server, hidden) + "\n"
                + "  task=" + pointer(stream.id()) + " (exp=" + never(stream.expiresMillis(), now) + " tid="
                + stream.worker() + " age=" + HumanTime.ofMillis(now - stream.startMillis()) + ")\n"
                + "  req=" + stream.requestState() + " bytes=" + stream.bytesIn() + uri + "\n"
                + "  res=" + stream.responseState() + " bytes=" + stream.bytesOut() + "\n";
    }

    /** An admin connection with all that is known of it. */
    static String detailed(AdminConnection connection, Clock clock, Anonymizer hidden) {
        long now = clock.millis();
        return head(
                        connection.id(),
                        connection.startWallMillis(),
                        connection.protocol(),
                        hidden.address(connection.source()))
                + "  frontend=" + hidden.name(GLOBAL) + " (id=0 mode=tcp)\n"
                + "  backend=<NONE> (id=-1 mode=-)\n"
                + "  server=<NONE> (id=-1)\n"
                + "  task=" + pointer(connection.id()) + " (exp=" + never(connection.expiresMillis(), now) + " age="
                + HumanTime.ofMillis(now - connection.startMillis()) + ")\n"
                + "  req=<CLI> bytes=" + connection.bytesIn() + "\n"
                + "  res=<CLI> bytes=" + connection.bytesOut() + "\n";
    }

    private static String head(long id, long wallMillis, String protocol, String source) {
        return pointer(id) + ": ["
                + DATE.format(Instant.ofEpochMilli(wallMillis).atZone(ZoneId.systemDefault())) + "] id=" + id
                + " proto=" + protocol + " source=" + source + "\n";
    }

    private static String proxy(Proxy proxy, Anonymizer hidden) {
        return hidden.name(proxy.name()) + " (id=" + proxy.id() + " mode="
                + proxy.mode().name().toLowerCase(Locale.ROOT) + ")";
    }

    private static String server(@Nullable Server server, Anonymizer hidden) {
        return server == null
                ? "<NONE> (id=-1)"
                : hidden.name(server.name()) + " (id=" + server.id() + ") addr="
                        + hidden.host(server.address().display());
    }

    private static String expires(long atMillis, long now) {
        return atMillis == 0 ? "" : HumanTime.ofMillis(atMillis - now);
    }

    private static String never(long atMillis, long now) {
        return atMillis == 0 ? "<NEVER>" : HumanTime.ofMillis(atMillis - now);
    }

    private static String pointer(long id) {
        return "0x" + Long.toHexString(id);
    }
}
