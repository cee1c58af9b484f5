package dev.sluice.proxy.log;

import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a log line tells of a session or request. One for each worker, filled in anew for each line. Times are milliseconds; -1 where it did not get that far. */
public final class LogEntry {
    /** Severity of a line about traffic where nothing else was said (RFC 5424 section 6.2.1). */
    public static final int INFO = 6;

    private static final int ERR = 3;

    /** What a line has of kept headers at most, more than any target takes of a line. */
    private static final int HEADERS_MAX = 1 << 20;

    private final ByteText text = new ByteText();
    private final Queue<LogLine> kept = LogLine.kept();
    private final ByteText request = new ByteText();
    private final TextOutput headers = new TextOutput(HEADERS_MAX);
    private final KeptSecond second = new KeptSecond(LogTexts::httpSecond);
    private LogPlan plan = LogPlan.NOTHING;
    private @Nullable Captured captured;
    private @Nullable SocketAddress client;
    private @Nullable Frontend frontend;
    private boolean encrypted;
    private @Nullable Backend backend;
    private @Nullable Server server;
    private String serverFallback = "<NOSRV>";
    private long beganWallMillis;
    private long requestMillis;
    private long queueMillis;
    private long connectMillis;
    private long responseMillis;
    private long totalMillis;
    private long bytes;
    private char cause = '-';
    private char where = '-';
    private char asked = '-';
    private char given = '-';
    private boolean partial;
    private int severity = INFO;
    private int status;
    private int retries;
    private boolean redispatched;
    private int serverQueue;
    private int backendQueue;

    LogEntry() {}

    LogEntry begin(LogPlan next, Frontend of) {
        frontend = of;
        severity = INFO;
        plan = next;
        client = null;
        captured = null;
        encrypted = false;
        asked = '-';
        given = '-';
        partial = false;
        server = null;
        serverFallback = "<NOSRV>";
        status = -1;
        requestMillis = -1;
        responseMillis = -1;
        request.clear();
        return this;
    }

    /** Who asked. */
    public LogEntry client(@Nullable SocketAddress address) {
        client = address;
        return this;
    }

    /** Whether the client's connection is encrypted. */
    public LogEntry encrypted(boolean isEncrypted) {
        encrypted = isEncrypted;
        return this;
    }

    /** When it began ({@link dev.sluice.state.Clock#wallMillis()}), and which way it went. */
    public LogEntry route(long wallMillis, Frontend from, @Nullable Backend to, @Nullable Server by) {
        beganWallMillis = wallMillis;
        frontend = from;
        backend = to;
        server = by;
        return this;
    }

    /** What stands in place of a server's name where there is none, such as {@code <STATS>}. */
    public LogEntry insteadOfServer(String name) {
        serverFallback = name;
        return this;
    }

    /** How long it waited and connected, and how often. */
    public LogEntry attempts(long queued, long connected, int again, boolean elsewhere) {
        queueMillis = queued;
        connectMillis = connected;
        retries = again;
        redispatched = elsewhere;
        serverQueue = 0;
        backendQueue = 0;
        return this;
    }

    /** The places in queues that were served before it. */
    public LogEntry queues(int ofServer, int ofBackend) {
        serverQueue = ofServer;
        backendQueue = ofBackend;
        return this;
    }

    /** How important it is: 0 to 7, fewer being more. */
    public LogEntry severity(int level) {
        severity = level;
        return this;
    }

    /** Says whether something went wrong; returns whether a line is wanted then. */
    public boolean wants(boolean wrong) {
        if (wrong && plan.manner().raisesErrors()) {
            severity = Math.min(severity, ERR);
        }
        return wrong || !plan.manner().errorsOnly();
    }

    /** What was kept of the exchange for the line: cookies and headers. */
    public LogEntry captured(@Nullable Captured kept) {
        captured = kept;
        return this;
    }

    /** The lines that are back from the log's thread. */
    Queue<LogLine> kept() {
        return kept;
    }

    int severity() {
        return severity;
    }

    /** How it ended: who ended it, and what was going on. */
    public LogEntry outcome(long total, long bytesToClient, char by, char doing) {
        totalMillis = total;
        bytes = bytesToClient;
        cause = by;
        where = doing;
        return this;
    }

    /** What became of its cookie: on its way in and out. */
    public LogEntry cookie(char onItsWayIn, char onItsWayOut) {
        asked = onItsWayIn;
        given = onItsWayOut;
        return this;
    }

    /** Says whether times and sizes may still grow. */
    public LogEntry partial(boolean growing) {
        partial = growing;
        return this;
    }

    /** Of an HTTP request: until its head was there, until the response's was there, and the status; -1 for none. */
    public LogEntry exchange(long head, long response, int statusCode) {
        requestMillis = head;
        responseMillis = response;
        status = statusCode;
        return this;
    }

    /** A byte of the request line; none at all for {@code <BADREQ>}. */
    public LogEntry requestByte(byte b) {
        request.addEscaped(b);
        return this;
    }

    /** Whether a connection without any byte from the client is left out. */
    public boolean skipsEmpty() {
        return plan.manner().skipsEmpty();
    }

    Frontend frontend() {
        return Objects.requireNonNull(frontend, "not begun");
    }

    LogPlan plan() {
        return plan;
    }

    /** The line of {@code option tcplog}. */
    ByteText tcpLine(int connections) {
        begin();
        text.add(queueMillis).add('/').add(connectMillis).add('/');
        total();
        size();
        text.add(cause).add(where).add(' ');
        concurrency(connections);
        return text;
    }

    /** The line of {@code option httplog}. */
    ByteText httpLine(int connections) {
        begin();
        text.add(requestMillis).add('/').add(queueMillis).add('/').add(connectMillis);
        text.add('/').add(responseMillis).add('/');
        total();
        text.add(' ').add(status);
        size();
        // Where no request was understood, there was none to keep anything of.
        Captured kept = request.length() == 0 ? null : captured;
        text.add(kept == null ? "-" : kept.requestCookie());
        text.add(' ').add(kept == null ? "-" : kept.responseCookie());
        text.add(' ').add(cause).add(where).add(asked).add(given).add(' ');
        concurrency(connections);
        if (kept != null) {
            headers(kept, true);
            headers(kept, false);
        }
        text.add(" \"");
        if (request.length() == 0) {
            text.add("<BADREQ>");
        } else {
            text.add(request.bytes(), 0, request.length());
        }
        text.add('"');
        return text;
    }

    private void total() {
        if (partial) {
            text.add('+');
        }
        text.add(totalMillis);
    }

    private void size() {
        text.add(' ');
        if (partial) {
            text.add('+');
        }
        text.add(bytes).add(' ');
    }

    private void headers(Captured kept, boolean ofRequest) {
        kept.text(ofRequest, headers.clear());
        if (headers.length() > 0) {
            text.add(' ').add(headers.bytes(), 0, headers.length());
        }
    }

    private void begin() {
        String from = frontend == null ? "" : frontend.name();
        text.clear();
        LogTexts.address(text, client, ':');
        text.add(" [");
        second.write(text, beganWallMillis);
        LogTexts.millis(text, beganWallMillis);
        text.add("] ")
                .add(from)
                .add(encrypted ? "~ " : " ")
                .add(backend == null ? from : backend.name())
                .add('/');
        text.add(server == null ? serverFallback : server.name()).add(' ');
    }

    private void concurrency(int connections) {
        text.add(connections)
                .add('/')
                .add(frontend == null ? 0 : frontend.sessions().get());
        text.add('/').add(backend == null ? 0 : backend.sessions().get());
        text.add('/').add(server == null ? 0 : server.sessions().get()).add('/');
        if (redispatched) {
            text.add('+');
        }
        text.add(retries).add(' ').add(serverQueue).add('/').add(backendQueue);
    }
}
