package dev.sluice.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Clock;
import dev.sluice.state.PatternReports;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.TestBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of checks against real sockets. What they come to is what HAProxy 3.5 was seen to report of the same answers. */
class ScriptsTest implements CheckReports {
    private final Worker worker = new Worker(0, 16_384, Clock.SYSTEM, Thread::new);
    private final RuntimeState state =
            new RuntimeState(new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, 1, 0, 0)));
    private final Checks checks = new Checks(state, new SampleSite(state, PatternReports.NOBODY), worker, this, 1);
    private final BlockingQueue<CheckResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<ServerSocket> sockets = new ArrayList<>();
    private long interval = 60_000;

    @AfterEach
    void stop() throws Exception {
        checks.close();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        assertThat(worker.loop().shutdownGracefully(0, 5, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS))
                .isTrue();
    }

    @Override
    public void health(Server server, CheckResult result) {
        results.add(result);
    }

    @Override
    public void agent(Server server, CheckResult result, @Nullable String line) {}

    /** Somebody to talk to. */
    @FunctionalInterface
    private interface Talk {
        void with(Socket client) throws IOException;
    }

    private int origin(Talk talk) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        sockets.add(listening);
        Thread thread = new Thread(() -> {
            while (!listening.isClosed()) {
                try (Socket client = listening.accept()) {
                    client.setSoTimeout(10_000);
                    talk.with(client);
                } catch (IOException ended) {
                    // The check or the test is over.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listening.getLocalPort();
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket client, String end) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder got = new StringBuilder();
        while (got.indexOf(end) < 0) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            got.append((char) b);
        }
        return got.toString();
    }

    private static void untilTheEnd(Socket client) throws IOException {
        while (client.getInputStream().read() >= 0) {
            // Whoever is checked may have more to say.
        }
    }

    private Talk http(String status, String head, String body) {
        return client -> {
            heard.add(read(client, "\r\n\r\n"));
            say(client, "HTTP/1.1 " + status + "\r\n" + head + "\r\n" + body);
            untilTheEnd(client);
        };
    }

    /** What a check comes to, shortly. */
    private String check(int port, String... lines) throws Exception {
        Configuration read = TestConfiguration.backend(lines);
        Settings.Builder settings = read.proxies().get(0).settings().toBuilder();
        settings.set(ProxySettings.TIMEOUT_CONNECT, 5000L);
        TestBackend backend = new TestBackend(settings.build());
        Server server = backend.add(
                Settings.builder()
                        .set(ServerSettings.CHECK, true)
                        .set(ServerSettings.INTER, interval)
                        .build(),
                new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", port, false));
        backend.check(server);
        checks.changed(server);
        CheckResult result = Objects.requireNonNull(results.poll(10, TimeUnit.SECONDS), "no check came");
        checks.removed(server);
        String code = result.httpStatus() < 0 ? "" : " " + result.httpStatus();
        return (result.status().word() + code + " " + result.text()).strip();
    }

    @Test
    void talksInBytes() throws Exception {
        int echo = origin(client -> {
            String line = read(client, "\n");
            heard.add(line);
            say(client, line);
            untilTheEnd(client);
        });
        assertThat(check(echo, "option tcp-check", "tcp-check send PING\\n", "tcp-check expect rstring ^P.NG"))
                .isEqualTo("L7OK 0 (tcp-check)");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("PING\n");
        assertThat(check(
                        echo,
                        "option tcp-check",
                        "tcp-check set-var(check.x) str(abc)",
                        "tcp-check send-lf \"%[var(check.x)]-%[srv_name]\\n\"",
                        "tcp-check expect string-lf %[var(check.x)]-",
                        "tcp-check expect binary 616263",
                        "tcp-check expect ! string abc comment here"))
                .isEqualTo("L7RSP TCPCHK matched unwanted content 'abc' at step 5 comment: here");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).startsWith("abc-");
        assertThat(check(
                        echo,
                        "option tcp-check",
                        "tcp-check send-binary 41420a",
                        "tcp-check expect string AB ok-status L7OKC on-success \"got %[res.payload(0,2)]\""
                                + " status-code int(12)"))
                .isEqualTo("L7OKC 12 got AB");
    }

    @Test
    void tellsWhichStepFailed() throws Exception {
        int hello = origin(client -> {
            say(client, "junk\r\n");
            client.shutdownOutput();
            untilTheEnd(client);
        });
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        assertThat(check(hello, "option tcp-check", "tcp-check expect string 220"))
                .isEqualTo("L7RSP TCPCHK did not match content '220' at step 1");
        assertThat(check(hello, "option tcp-check", "tcp-check comment all", "tcp-check expect rbinary 4142"))
                .isEqualTo("L7RSP TCPCHK did not match content (binary regex) at step 2");
        assertThat(check(hello, "option tcp-check", "tcp-check expect string 220 error-status L4CON on-error bad"))
                .isEqualTo("L4CON bad");
        assertThat(check(hello, "option tcp-check", "tcp-check connect", "tcp-check connect port " + closed))
                .isEqualTo("L4CON ECONNREFUSED returned by OS (Connection refused) at step 2 of tcp-check"
                        + " (connect port " + closed + ")");
        assertThat(check(closed, "option tcp-check", "tcp-check expect string 220"))
                .isEqualTo("L4CON ECONNREFUSED returned by OS (Connection refused) at initial connection step of"
                        + " tcp-check");
        assertThat(check(hello, "option tcp-check", "tcp-check connect linger")).isEqualTo("L4OK (tcp-check)");
        int silent = origin(ScriptsTest::untilTheEnd);
        assertThat(check(
                        silent,
                        "timeout check 50ms",
                        "option tcp-check",
                        "tcp-check expect string 220 tout-status L6TOUT comment greeting"))
                .isEqualTo("L6TOUT  at step 1 of tcp-check (expect string '220') comment: 'greeting'");
    }

    @Test
    void asksAsItIsTold() throws Exception {
        int port = origin(http("200 OK", "X-A: 1, 2\r\nContent-Length: 5\r\n", "hello"));
        assertThat(check(
                        port,
                        "option httpchk GET /first",
                        "http-check send-state",
                        "http-check set-var(check.p) str(/second)",
                        "http-check send uri-lf %[var(check.p)] ver HTTP/1.1 hdr X-N \"%[var(check.p)]\" body abc",
                        "http-check expect status 200-299",
                        "http-check expect hdr name x-a value 2",
                        "http-check expect fhdr name -m beg X- value -m reg ^1,",
                        "http-check expect ! hdr name x-b",
                        "http-check expect rstring h.llo"))
                .isEqualTo("L7OK 200");
        assertThat(heard.poll(10, TimeUnit.SECONDS))
                .startsWith("GET /second HTTP/1.1\r\nx-n: /second\r\nx-haproxy-server-state: UP")
                .endsWith("content-length: 3\r\nconnection: close\r\n\r\n");
        assertThat(check(port, "option httpchk", "http-check expect string nothere comment body"))
                .isEqualTo("L7RSP HTTP content check did not match comment: body");
        assertThat(check(port, "option httpchk", "http-check expect ! rstring h.llo"))
                .isEqualTo("L7RSP HTTP check matched unwanted content");
        assertThat(check(port, "option httpchk", "http-check expect hdr name x-a value 3"))
                .isEqualTo("L7STS 200 OK");
        assertThat(check(
                        port,
                        "option httpchk",
                        "http-check connect",
                        "http-check send uri /1",
                        "http-check expect rstatus 2..",
                        "http-check connect",
                        "http-check send uri /2",
                        "http-check expect status 404 on-error \"E %[res.body]\" error-status L7OKC"))
                .isEqualTo("L7OKC 200 E hello");
        assertThat(check(
                        origin(http("200 OK", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")),
                        "option httpchk",
                        "http-check expect string bcd"))
                .isEqualTo("L7OK 200");
        assertThat(check(
                        origin(http("200", "Content-Length: 0\r\n", "")),
                        "option httpchk",
                        "http-check expect string x"))
                .isEqualTo("L7RSP HTTP content check could not find a response body");
    }

    @Test
    void theLastRequestWantsAGoodAnswer() throws Exception {
        int port = origin(http("404", "Content-Length: 0\r\n", ""));
        assertThat(check(
                        port,
                        "option httpchk",
                        "http-check connect",
                        "http-check send uri /1",
                        "http-check expect status 404",
                        "http-check connect",
                        "http-check send uri /2"))
                .isEqualTo("L7STS 404 TCPCHK did not match content(status codes) at step 5");
    }

    @Test
    void aSectionWritesItsOwnSteps() {
        Configuration read = TestConfiguration.of("""
                defaults
                  mode http
                  timeout connect 1s
                  timeout server 1s
                  option httpchk GET /status HTTP/1.1
                  http-check send hdr Host a body x
                backend inherits
                backend anew
                  option httpchk
                backend own
                  http-check send hdr Host b body y
                """);
        assertThat(read.proxies()
                        .get(0)
                        .settings()
                        .get(ProxySettings.CHECK_SCRIPT)
                        .isNeeded())
                .isTrue();
        assertThat(read.proxies().get(0).settings().get(ProxySettings.CHECK).uri())
                .isEqualTo("/status");
        assertThat(read.proxies()
                        .get(1)
                        .settings()
                        .get(ProxySettings.CHECK_SCRIPT)
                        .isNeeded())
                .isFalse();
        assertThat(read.proxies().get(1).settings().get(ProxySettings.CHECK).uri())
                .isEqualTo("/");
        assertThat(read.proxies().get(2).settings().get(ProxySettings.CHECK).uri())
                .isEqualTo("/");
        assertThat(read.proxies()
                        .get(2)
                        .settings()
                        .get(ProxySettings.CHECK_SCRIPT)
                        .http())
                .hasSize(1);
    }

    @Test
    void knowsProtocolsByName() throws Exception {
        int mail = origin(client -> {
            say(client, "220 mail\r\n");
            read(client, "\r\n");
            say(client, "250-mail\r\n");
            say(client, "250 LAST\r\n");
            read(client, "QUIT\r\n");
            say(client, "221 closing\r\n");
            untilTheEnd(client);
        });
        assertThat(check(mail, "option smtpchk EHLO domain.test")).isEqualTo("L7OK 221 closing");
        assertThat(check(
                        origin(client -> {
                            say(client, "421 Try again later\r\n");
                            untilTheEnd(client);
                        }),
                        "option smtpchk"))
                .isEqualTo("L7STS 421 Try again later");
        assertThat(check(
                        origin(client -> {
                            read(client, "PING\r\n");
                            say(client, "+PONG\r\n");
                            untilTheEnd(client);
                        }),
                        "option redis-check"))
                .isEqualTo("L7OK 0 Redis server is ok");
        assertThat(check(
                        origin(client -> {
                            say(client, "R\0\0\0\u0008\0\0\0\0");
                            untilTheEnd(client);
                        }),
                        "option pgsql-check user me"))
                .isEqualTo("L7OK 0 PostgreSQL server is ok");
        assertThat(check(
                        origin(client -> {
                            say(client, "0\u000c\u0002\u0001\u0001a\u0007\n\u0001\u0001\u0004\0\u0004\0");
                            untilTheEnd(client);
                        }),
                        "option ldap-check"))
                .isEqualTo("L7STS 1 See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9");
        assertThat(check(
                        origin(client -> {
                            say(client, "\u0015\u0003\0\0\u0002\u0002(");
                            untilTheEnd(client);
                        }),
                        "option ssl-hello-chk"))
                .isEqualTo("L6OK");
    }

    /** Says bytes at once, or behind the first that come. */
    private Talk bytes(boolean asked, String... hex) {
        return client -> {
            if (asked) {
                byte[] first = new byte[4096];
                int got = client.getInputStream().read(first);
                heard.add(HexFormat.of().formatHex(first, 0, Math.max(0, got)));
            }
            for (String part : hex) {
                client.getOutputStream().write(HexFormat.of().parseHex(part));
            }
            untilTheEnd(client);
        };
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void speaksMysql() throws Exception {
        String greeting = "0b000000" + "0a" + hex("8.0.19") + "00000000";
        String good = "07000002" + "00000002000000";
        String denied = "0a000002" + "ff1504" + hex("#28000x");
        assertThat(check(origin(bytes(false, greeting)), "option mysql-check")).isEqualTo("L7OK 0 8.0.19");
        assertThat(check(origin(bytes(false, "0a000000" + "ff6a04" + hex("blocked"))), "option mysql-check"))
                .isEqualTo("L7STS 1130 blocked");
        assertThat(check(origin(bytes(true, greeting, good)), "option mysql-check user me"))
                .isEqualTo("L7OK 0 8.0.19");
        assertThat(heard.poll(10, TimeUnit.SECONDS))
                .isEqualTo("24000001" + "00820000" + "00800001" + "21" + "00".repeat(23) + hex("me") + "0000"
                        + "0100000001");
        assertThat(check(origin(bytes(true, greeting, denied)), "option mysql-check user me post-80"))
                .isEqualTo("L7STS 1045 #28000x");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains(hex("mysql_native_password"));
        assertThat(check(origin(bytes(true, greeting, good)), "option mysql-check user me pre-41"))
                .isEqualTo("L7OK 0 8.0.19");
        assertThat(heard.poll(10, TimeUnit.SECONDS))
                .isEqualTo("09000001" + "0080000001" + hex("me") + "0000" + "0100000001");
    }

    private static String frame(String type, String... fields) {
        String all = type + "00000001" + "0000" + String.join("", fields);
        return String.format("%08x", all.length() / 2) + all;
    }

    @Test
    void speaksToAgentsOfStreams() throws Exception {
        String version = "07" + hex("version") + "0803" + hex("2.0");
        String size = "0e" + hex("max-frame-size") + "03fcf006";
        String able = "0c" + hex("capabilities") + "0800";
        assertThat(check(origin(bytes(true, frame("65", version, size, able))), "option spop-check"))
                .isEqualTo("L7OK 0 SPOA server is ok");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).startsWith("0000004e" + "01" + "00000001" + "0000");
        assertThat(check(origin(bytes(true, frame("65", size, able))), "option spop-check"))
                .isEqualTo("L7RSP version value not found");
        assertThat(check(origin(bytes(true, frame("65", version, able))), "option spop-check"))
                .isEqualTo("L7RSP max-frame-size value not found");
        assertThat(check(origin(bytes(true, frame("65", version, size))), "option spop-check"))
                .isEqualTo("L7RSP capabilities value not found");
        assertThat(check(origin(bytes(true, frame("65", "07" + hex("version") + "08ff"))), "option spop-check"))
                .isEqualTo("L7RSP invalid frame received");
        assertThat(check(origin(bytes(true, frame("07"))), "option spop-check"))
                .isEqualTo("L7RSP invalid frame received");
    }

    @Test
    void sectionsSayHowServersAreChecked() {
        Configuration read = TestConfiguration.of("""
                defaults
                  mode http
                  timeout connect 1s
                  timeout server 1s
                healthcheck cache
                  type redis-check
                backend b
                  option httpchk
                  server own 127.0.0.1:1 check healthcheck cache
                  server usual 127.0.0.1:1 check
                """);
        assertThat(read.global().get(GlobalSettings.HEALTHCHECKS).get("cache"))
                .satisfies(section -> assertThat(
                                section.get(ProxySettings.CHECK_SCRIPT).written())
                        .hasSize(2));
        assertThat(read.proxies().get(0).servers().get(0).settings().get(ServerSettings.HEALTHCHECK))
                .isEqualTo("cache");
        assertThat(read.proxies().get(0).servers().get(1).settings().get(ServerSettings.HEALTHCHECK))
                .isEmpty();
    }

    /** The program that a backend's servers are checked with. */
    private static Path program(Path directory, String text) throws IOException {
        Path program = directory.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + text + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void programsAnswerByTheirStatus(@TempDir Path directory) throws Exception {
        Path told = directory.resolve("told");
        Path program = program(
                directory,
                "echo \"$*|$HAPROXY_PROXY_NAME|$HAPROXY_SERVER_ADDR:$HAPROXY_SERVER_PORT|$HAPROXY_SERVER_SSL"
                        + "|$HAPROXY_SERVER_PROTO|$HAPROXY_SERVER_CURCONN|${HOME-none}|$PATH\" >" + told
                        + "\nexit 3");
        String allow = "external-check command ";
        assertThat(check(7, "option external-check", allow + program, "external-check path /bin:/usr/bin"))
                .isEqualTo("PROCERR 3");
        assertThat(told)
                .content()
                .isEqualTo("NOT_USED NOT_USED 127.0.0.1 7|app|127.0.0.1:7|0|tcp|0|none|/bin:/usr/bin\n");
        Files.writeString(program, "#!/bin/sh\nexit 0\n");
        assertThat(check(7, "option external-check", allow + program)).isEqualTo("PROCOK 0");
        assertThat(check(7, "option external-check", allow + "program", "external-check path " + directory))
                .isEqualTo("PROCOK 0");
        assertThat(check(7, "option external-check", allow + directory.resolve("nosuch")))
                .isEqualTo("PROCERR 255");
    }

    @Test
    void programsThatTakeTooLongAreEnded(@TempDir Path directory) throws Exception {
        Path told = directory.resolve("told");
        Path program = program(directory, "echo $$ >" + told + "\nexec /bin/sleep 60");
        results.clear();
        interval = 2_000;
        assertThat(check(7, "option external-check", "external-check command " + program))
                .isEqualTo("PROCTOUT 0");
        long pid = Long.parseLong(Files.readString(told).strip());
        var ended = ProcessHandle.of(pid).map(ProcessHandle::onExit);
        if (ended.isPresent()) {
            assertThat(ended.get()).succeedsWithin(Duration.ofSeconds(10));
        }
    }
}
