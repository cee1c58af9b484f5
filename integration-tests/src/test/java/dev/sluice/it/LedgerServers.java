package dev.sluice.it;

import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The servers that the ledger's traffic meets, each path of which goes wrong in its own way, and the configuration in front of them. */
final class LedgerServers implements AutoCloseable {
    /** How long a late answer takes: what the columns of times are held against. */
    private static final int LATE_MILLIS = 200;

    /** How long an answer to a check takes. */
    private static final int CHECK_MILLIS = 20;

    /** Client connections that the process takes at once. */
    static final int CONNECTIONS_MAX = 20;

    /** Bytes of a body that a client leaves in the middle; more than the sockets in between can hold. */
    private static final int LARGE = 20_000_000;

    private static final Pattern STATUS = Pattern.compile(" /status/(\\d+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    /** A held answer is being waited for. */
    final Semaphore heldBegun = new Semaphore(0);
    /** Lets a held answer go. */
    final Semaphore held = new Semaphore(0);
    /** The connection of a {@code /left} request has ended. */
    final Semaphore leftEnded = new Semaphore(0);
    /** Whether the checked server is well. */
    final AtomicBoolean healthy = new AtomicBoolean(true);

    final int webPort = FreePort.any();
    final int tunnelPort = FreePort.any();
    final int narrowPort = FreePort.any();
    final int leavingPort = FreePort.any();
    final int scrapePort = FreePort.any();
    final int brittlePort = FreePort.any();
    final int closedPort = FreePort.any();
    final int latePort = FreePort.any();
    private final RawServer origin = new RawServer(this::answer);
    private final RawServer echo = new RawServer(this::echo);
    private final RawServer checked = new RawServer(this::health);

    String configuration() {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    description known traffic
                    maxconn {{most}}
                defaults
                    mode http
                    timeout connect 600ms
                    timeout queue 1s
                    timeout client 5s
                    timeout server 5s
                    timeout http-request 800ms
                    timeout http-keep-alive 5s
                    retries 1
                    balance roundrobin
                    default-server pool-purge-delay 1h
                frontend web
                    bind 127.0.0.1:{{web}} name entry
                    option socket-stats
                    option forwardfor
                    http-request use-service prometheus-exporter if { path /metrics }
                    use_backend refused if { path_beg /refused }
                    use_backend late if { path_beg /wake }
                    use_backend moved if { path_beg /moved }
                    use_backend busy if { path_beg /busy }
                    use_backend silent if { path_beg /silent }
                    use_backend nobody if { path_beg /nobody }
                    use_backend spare if { path_beg /spare }
                    use_backend broken if { path_beg /broken }
                    default_backend ok
                backend ok
                    http-reuse always
                    server a 127.0.0.1:{{origin}}
                backend broken
                    option abortonclose
                    server b 127.0.0.1:{{origin}}
                backend refused
                    server dead 127.0.0.1:{{closed}}
                backend late
                    server sleeper 127.0.0.1:{{late}}
                backend moved
                    option redispatch 1
                    balance first
                    server dead 127.0.0.1:{{closed}}
                    server live 127.0.0.1:{{origin}}
                backend busy
                    option abortonclose
                    server one 127.0.0.1:{{origin}} maxconn 1
                backend silent
                    timeout server 300ms
                    server mute 127.0.0.1:{{origin}}
                backend nobody
                    server off 127.0.0.1:{{closed}} disabled
                backend spare
                    server main 127.0.0.1:{{closed}} disabled
                    server second 127.0.0.1:{{origin}} backup
                backend watched
                    option httpchk GET /health
                    timeout check 5s
                    server checked 127.0.0.1:{{checked}} check inter 500ms fastinter 100ms downinter 100ms fall 2 rise 1
                frontend scrape
                    bind 127.0.0.1:{{scrape}}
                    http-request use-service prometheus-exporter
                listen leaving
                    bind 127.0.0.1:{{leaving}}
                    server a 127.0.0.1:{{origin}}
                listen narrow
                    bind 127.0.0.1:{{narrow}}
                    option socket-stats
                    maxconn 1
                    server a 127.0.0.1:{{origin}}
                listen tunnel
                    mode tcp
                    bind 127.0.0.1:{{tunnel}} name hole
                    option socket-stats
                    server echo 127.0.0.1:{{echo}}
                listen brittle
                    mode tcp
                    bind 127.0.0.1:{{brittle}}
                    server dead 127.0.0.1:{{closed}}
                """.replace("{{most}}", "" + CONNECTIONS_MAX)
                .replace("{{web}}", "" + webPort)
                .replace("{{tunnel}}", "" + tunnelPort)
                .replace("{{narrow}}", "" + narrowPort)
                .replace("{{scrape}}", "" + scrapePort)
                .replace("{{leaving}}", "" + leavingPort)
                .replace("{{brittle}}", "" + brittlePort)
                .replace("{{closed}}", "" + closedPort)
                .replace("{{late}}", "" + latePort)
                .replace("{{origin}}", "" + origin.port())
                .replace("{{echo}}", "" + echo.port())
                .replace("{{checked}}", "" + checked.port());
    }

    /** Begins to listen where nobody did, as a server does that was restarted. */
    RawServer wake() {
        return new RawServer(latePort, this::answer);
    }

    private void health(Socket socket, InputStream in, OutputStream out) throws IOException {
        String unused = RawServer.head(in);
        pause(CHECK_MILLIS);
        out.write(ascii("HTTP/1.0 " + (healthy.get() ? "200 OK" : "500 Broken") + "\r\n\r\n"));
    }

    /** Sends back what it gets; ends where it is told to, in order or not. */
    private void echo(Socket socket, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[4096];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            String text = new String(buffer, 0, n, StandardCharsets.US_ASCII);
            if (text.equals("reset")) {
                socket.setSoLinger(true, 0);
                return;
            }
            out.write(buffer, 0, n);
        }
    }

    private void answer(Socket socket, InputStream in, OutputStream out) throws IOException {
        for (String head = RawServer.head(in); !head.isEmpty(); head = RawServer.head(in)) {
            if (head.contains("/left")) {
                out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n"));
                try {
                    out.write(new byte[LARGE]);
                } finally {
                    leftEnded.release();
                }
            } else if (!fails(head, socket, in, out)) {
                readBody(head, in, out);
                respond(head, out);
            } else {
                return;
            }
        }
    }

    /** Does what a broken server does. */
    private static boolean fails(String head, Socket socket, InputStream in, OutputStream out) throws IOException {
        if (head.contains("/garbage")) {
            out.write(ascii("this is no HTTP\r\n\r\n"));
        } else if (head.contains("/cut")) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
        } else if (head.contains("/reset")) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"));
            socket.setSoLinger(true, 0);
        } else if (head.contains("/mute")) {
            String unused = RawServer.head(in);
        } else if (head.contains("/upgrade")) {
            out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: talk\r\n\r\n"));
            in.transferTo(out);
        } else {
            return head.contains("/close");
        }
        return true;
    }

    private static void readBody(String head, InputStream in, OutputStream out) throws IOException {
        if (head.toLowerCase(Locale.ROOT).contains("expect: 100-continue")) {
            out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            byte[] unused = in.readNBytes(Integer.parseInt(length.group(1)));
        } else if (head.contains("chunked")) {
            for (String chunk = line(in); !chunk.startsWith("0"); chunk = line(in)) {
                byte[] unused = in.readNBytes(Integer.parseInt(chunk.strip(), 16) + 2);
            }
            String unused = line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private void respond(String head, OutputStream out) throws IOException {
        Matcher status = STATUS.matcher(head);
        if (head.contains("/late")) {
            pause(LATE_MILLIS);
        }
        if (head.contains("/hold")) {
            heldBegun.release();
            held.acquireUninterruptibly();
        }
        if (head.contains("/hints")) {
            out.write(ascii("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"));
        }
        if (head.contains("/chunks")) {
            out.write(ascii(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"));
            return;
        }
        String code = status.find() ? status.group(1) : "200";
        out.write(ascii(
                "HTTP/1.1 " + code + " X\r\nContent-Length: 5\r\n\r\n" + (head.startsWith("HEAD") ? "" : "hello")));
    }

    /** A server that needs its time. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        held.release(100);
        origin.close();
        echo.close();
        checked.close();
    }
}
