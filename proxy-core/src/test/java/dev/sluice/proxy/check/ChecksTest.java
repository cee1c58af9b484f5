package dev.sluice.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CheckSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Clock;
import dev.sluice.state.OperationalState;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks against real sockets. What is expected of each answer is what HAProxy 3.5 was seen to report. */
class ChecksTest implements CheckReports {
    private static final CheckSpec HTTP =
            new CheckSpec(true, "OPTIONS", "/", "HTTP/1.0", List.of(), List.of(), false, false);

    private final Worker worker = new Worker(0, 16_384, Clock.SYSTEM, Thread::new);
    private final RuntimeState state =
            new RuntimeState(new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, 1, 0, 0)));
    private final Checks checks = new Checks(state, new SampleSite(state, PatternReports.NOBODY), worker, this, 1);
    private final BlockingQueue<CheckResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<ServerSocket> sockets = new ArrayList<>();

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
    public void agent(Server server, CheckResult result, @Nullable String line) {
        results.add(result);
        lines.add(String.valueOf(line));
    }

    /** A server that reads a request, if asked to, says something and closes, or hangs where null. */
    private int origin(boolean reads, byte @Nullable [] says, BlockingQueue<String> heard) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        sockets.add(listening);
        Thread thread = new Thread(() -> {
            List<Socket> held = new ArrayList<>();
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    held.add(client);
                    if (reads) {
                        heard.add(readSome(client.getInputStream()));
                    }
                    if (says != null) {
                        client.getOutputStream().write(says);
                        client.close();
                    }
                } catch (IOException ended) {
                    // The check or the test is over.
                }
            }
            held.forEach(ChecksTest::close);
        });
        thread.setDaemon(true);
        thread.start();
        return listening.getLocalPort();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is gone already.
        }
    }

    private static String readSome(InputStream in) throws IOException {
        byte[] bytes = new byte[4096];
        int got = in.read(bytes);
        return got < 0 ? "" : new String(bytes, 0, got, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static TestBackend backend(CheckSpec spec) {
        return new TestBackend(Settings.builder()
                .set(ProxySettings.CHECK, spec)
                .set(ProxySettings.TIMEOUT_CONNECT, 5000L)
                .build());
    }

    private static Settings.Builder every(long millis) {
        return Settings.builder().set(ServerSettings.CHECK, true).set(ServerSettings.INTER, millis);
    }

    private static ServerAddress local(int port) {
        return new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", port, false);
    }

    private CheckResult check(TestBackend backend, ServerAddress address, long inter) throws InterruptedException {
        Server server = backend.add(every(inter).build(), address);
        backend.check(server);
        checks.changed(server);
        return next();
    }

    private CheckResult next() throws InterruptedException {
        return Objects.requireNonNull(results.poll(10, TimeUnit.SECONDS), "no check came");
    }

    private CheckResult httpCheck(CheckSpec spec, @Nullable String says) throws Exception {
        int port = origin(true, says == null ? null : bytes(says), new LinkedBlockingQueue<>());
        return check(backend(spec), local(port), says == null ? 150 : 5000);
    }

    @Test
    void aConnectionIsEnough() throws Exception {
        CheckResult result = check(backend(CheckSpec.CONNECT), local(origin(false, null, lines)), 5000);

        assertThat(result.status()).isEqualTo(CheckStatus.L4_OK);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.text()).isEmpty();
        assertThat(result.httpStatus()).isEqualTo(-1);
    }

    @Test
    void aRefusedConnectionSaysSo() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (CheckSpec spec : List.of(CheckSpec.CONNECT, HTTP)) {
            CheckResult result = check(backend(spec), local(port), 60_000);
            assertThat(result.status()).isEqualTo(CheckStatus.L4_CONNECTION);
            assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(result.text()).isEqualTo("ECONNREFUSED returned by OS (Connection refused)");
        }
        TestBackend byName = new TestBackend(
                Settings.builder().set(ProxySettings.TCP_CHECK, true).build());
        assertThat(check(byName, local(port), 60_000).text())
                .isEqualTo("ECONNREFUSED returned by OS (Connection refused) at initial connection step of tcp-check");
    }

    @Test
    void aMissingUnixSocketSaysSo(@TempDir Path directory) throws Exception {
        String path = directory.resolve("none.sock").toString();
        CheckResult result =
                check(backend(CheckSpec.CONNECT), new ServerAddress(ServerAddress.Family.UNIX, path, 0, false), 5000);

        assertThat(result.status()).isEqualTo(CheckStatus.SOCKET_ERROR);
        assertThat(result.text()).isEqualTo("General socket error (No such file or directory)");
    }

    @Test
    void aConnectionThatDoesNotComeTimesOutAfterTheInterval() throws Exception {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(full);
        List<Socket> filling = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 100);
            } catch (IOException enough) {
                break;
            }
        }
        CheckResult result = check(backend(CheckSpec.CONNECT), local(full.getLocalPort()), 200);
        filling.forEach(ChecksTest::close);

        assertThat(result.status()).isEqualTo(CheckStatus.L4_TIMEOUT);
        assertThat(result.durationMillis()).isBetween(150L, 3000L);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.0 200 OK\\r\\n\\r\\n, L7_OK, 200, ''",
        "HTTP/1.0 200\\r\\n\\r\\n, L7_OK, 200, ''",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nabc, L7_OK, 200, ''",
        "HTTP/1.0 302 Found\\r\\n\\r\\n, L7_OK, 302, ''",
        "HTTP/1.0 200 OK\\n\\n, L7_OK, 200, ''",
        "HTTP/1.0 404 Not Found\\r\\n\\r\\n, L7_STATUS, 404, Not Found",
        "HTTP/1.0 500 Internal Server Error\\r\\n\\r\\n, L7_STATUS, 500, Internal Server Error",
        "HTTP/1.0 500\\r\\n\\r\\n, L7_STATUS, 500, TCPCHK did not match content(status codes) at step 2",
        "HTTP/1.0 600 Foo Bar\\r\\n\\r\\n, L7_STATUS, 600, Foo Bar",
        "HTTP/1.0 100 Continue\\r\\n\\r\\n, L7_STATUS, 100, Continue",
        "hello world\\r\\n\\r\\n, SOCKET_ERROR, -1, ''",
        "ICY 200 OK\\r\\n\\r\\n, SOCKET_ERROR, -1, ''",
        "HTTP/1.0 2x0 OK\\r\\n\\r\\n, SOCKET_ERROR, -1, ''",
        "HTTP/1.0 200 OK\\r\\nbad header\\r\\n\\r\\n, SOCKET_ERROR, -1, ''",
        "HTTP/1.0 200 OK\\r\\n, SOCKET_ERROR, -1, ''",
        "HTTP/1., SOCKET_ERROR, -1, ''",
        "'', SOCKET_ERROR, -1, ''"
    })
    void judgesResponses(String says, CheckStatus status, int code, String text) throws Exception {
        CheckResult result = httpCheck(HTTP, says);

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.verdict()).isEqualTo(status == CheckStatus.L7_OK ? Verdict.PASSED : Verdict.FAILED);
        assertThat(result.httpStatus()).isEqualTo(code);
        assertThat(result.text()).isEqualTo(text);
    }

    @Test
    void cutsLongReasonsAndRefusesLongHeads() throws Exception {
        CheckResult reason = httpCheck(HTTP, "HTTP/1.0 500 " + "x".repeat(300) + "\r\n\r\n");
        assertThat(reason.text()).isEqualTo("x".repeat(127));

        CheckResult head = httpCheck(HTTP, "HTTP/1.0 200 OK\r\nA: " + "x".repeat(40_000) + "\r\n\r\n");
        assertThat(head.status()).isEqualTo(CheckStatus.SOCKET_ERROR);
    }

    @Test
    void aServerThatHangsTimesOut() throws Exception {
        CheckResult result = httpCheck(HTTP, null);

        assertThat(result.status()).isEqualTo(CheckStatus.L7_TIMEOUT);
        assertThat(result.durationMillis()).isBetween(100L, 3000L);
        assertThat(result.text()).isEmpty();
    }

    @Test
    void timeoutCheckBoundsTheAnswer() throws Exception {
        TestBackend backend = new TestBackend(Settings.builder()
                .set(ProxySettings.CHECK, HTTP)
                .set(ProxySettings.TIMEOUT_CONNECT, 5000L)
                .set(ProxySettings.TIMEOUT_CHECK, 50L)
                .build());
        CheckResult result = check(backend, local(origin(true, null, lines)), 60_000);

        assertThat(result.status()).isEqualTo(CheckStatus.L7_TIMEOUT);
        assertThat(result.durationMillis()).isBetween(40L, 3000L);
    }

    /** An agent's words count from the first moment, however long the program and its peers take to warm up. */
    @Test
    void noAgentIsTooLateWhileTheProgramIsCold() throws Exception {
        state.process().coldUntilMillis(Clock.SYSTEM.millis() + 3_600_000);
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            agent(listening.getLocalPort(), "how are you?\n", 300);
            try (Socket client = listening.accept()) {
                assertThat(readSome(client.getInputStream())).isEqualTo("how are you?\n");
                assertThat(results.poll(400, TimeUnit.MILLISECONDS))
                        .as("later than its interval")
                        .isNull();
                client.getOutputStream().write(bytes("up\\n"));
                assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("up");
            }
        }
    }

    /** Health checks are not: a server that hangs is to be found at once. */
    @Test
    void aServerThatHangsIsTooLateAlsoWhileTheProgramIsCold() throws Exception {
        state.process().coldUntilMillis(Clock.SYSTEM.millis() + 3_600_000);
        assertThat(httpCheck(HTTP, null).status()).isEqualTo(CheckStatus.L7_TIMEOUT);
    }

    /** While they connect and shake hands they are: code and libraries are loaded for that on both sides. */
    @Test
    void connectionsWaitUntilTheProgramIsWarm() {
        Probe probe = new Probe(worker, new Probe.Limits(1, 0, state.process()), (result, line) -> {});
        assertThat(probe.isPatient(CheckStatus.L6_TIMEOUT)).isTrue();
        assertThat(probe.isPatient(CheckStatus.L4_TIMEOUT)).isTrue();
        assertThat(probe.isPatient(CheckStatus.L7_TIMEOUT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "false, 200, true",
        "false, 204, true",
        "false, 205, false",
        "false, 404, true",
        "true, 200, false",
        "true, 503, true"
    })
    void expectsWhatItIsTold(boolean negated, int status, boolean passes) {
        CheckSpec spec = new CheckSpec(
                true,
                "GET",
                "/",
                "HTTP/1.0",
                List.of(),
                List.of(new CheckSpec.StatusRange(200, 204), new CheckSpec.StatusRange(404, 404)),
                negated,
                false);

        assertThat(HttpProbe.isExpected(spec, status)).isEqualTo(passes);
    }

    @Test
    void aStatusWithoutReasonIsToldByTheStepThatExpectedAnother() throws Exception {
        String says = "HTTP/1.0 503\r\n\r\n";
        List<CheckSpec.StatusRange> bad = List.of(new CheckSpec.StatusRange(503, 503));
        List<CheckSpec.StatusRange> good = List.of(new CheckSpec.StatusRange(200, 200));
        assertThat(httpCheck(HTTP, says).text()).isEqualTo("TCPCHK did not match content(status codes) at step 2");
        assertThat(httpCheck(HTTP.withExpected(good, false), says).text())
                .isEqualTo("TCPCHK did not match content(status codes) at step 1");
        assertThat(httpCheck(HTTP.withExpected(bad, true), says).text())
                .isEqualTo("TCPCHK matched unwanted content(status codes) at step 1");
    }

    @Test
    void a404TakesAServerOutOfBalancingOnlyWhileItIsUp() throws Exception {
        CheckSpec spec = new CheckSpec(true, "GET", "/", "HTTP/1.0", List.of(), List.of(), false, true);
        CheckResult up = httpCheck(spec, "HTTP/1.0 404 Gone fishing\r\n\r\n");
        assertThat(up.status()).isEqualTo(CheckStatus.L7_OK_CONDITIONAL);
        assertThat(up.verdict()).isEqualTo(Verdict.CONDITIONAL);
        assertThat(up.httpStatus()).isEqualTo(404);

        TestBackend backend = backend(spec);
        int port = origin(true, bytes("HTTP/1.0 404 Gone fishing\r\n\r\n"), new LinkedBlockingQueue<>());
        Server server = backend.add(every(5000).build(), local(port));
        backend.check(server);
        backend.states().setHealth(server, OperationalState.STOPPED);
        checks.changed(server);
        CheckResult down = next();
        assertThat(down.status()).isEqualTo(CheckStatus.L7_STATUS);
        assertThat(down.text()).isEqualTo("Gone fishing");
    }

    /** The bytes that HAProxy 3.5 sends for the same specification. */
    @Test
    void asksAsHaproxyDoes() {
        assertThat(HttpProbe.request(HTTP)).isEqualTo("OPTIONS / HTTP/1.0\r\n\r\n");
        CheckSpec withHeaders = new CheckSpec(
                true,
                "GET",
                "/uri3",
                "HTTP/1.1",
                List.of(Map.entry("Host", "foo"), Map.entry("X-Y", "z")),
                List.of(),
                false,
                false);
        assertThat(HttpProbe.request(withHeaders))
                .isEqualTo("GET /uri3 HTTP/1.1\r\nhost: foo\r\nx-y: z\r\nconnection: close\r\n\r\n");
    }

    @Test
    void checksGoOnPauseAndEnd() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        int port = origin(true, bytes("HTTP/1.0 200 OK\r\n\r\n"), heard);
        TestBackend backend = backend(HTTP);
        Server server = backend.add(every(20).build(), local(port));
        backend.check(server);
        checks.changed(server);
        assertThat(next().status()).isEqualTo(CheckStatus.L7_OK);
        assertThat(next().status()).isEqualTo(CheckStatus.L7_OK);
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("OPTIONS / HTTP/1.0\r\n\r\n");

        backend.pauseCheck(server, true);
        checks.changed(server);
        settle();
        results.clear();
        assertThat(results.poll(120, TimeUnit.MILLISECONDS)).isNull();
        assertThat(server.health().isRunning()).isFalse();

        backend.pauseCheck(server, false);
        checks.changed(server);
        assertThat(next().status()).isEqualTo(CheckStatus.L7_OK);

        checks.removed(server);
        settle();
        results.clear();
        assertThat(results.poll(120, TimeUnit.MILLISECONDS)).isNull();
    }

    /** Waits until the loop has taken note. */
    private void settle() throws Exception {
        assertThat(worker.loop().submit(() -> {}).await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerThatIsDownIsCheckedAtItsOwnPace() throws Exception {
        int port = origin(false, null, lines);
        TestBackend backend = backend(CheckSpec.CONNECT);
        Server server =
                backend.add(every(20).set(ServerSettings.DOWNINTER, 60_000L).build(), local(port));
        backend.check(server);
        backend.health(server, server.health().rise() + server.health().fall() - 1);
        checks.changed(server);
        assertThat(next().status()).isEqualTo(CheckStatus.L4_OK);
        assertThat(next().status()).isEqualTo(CheckStatus.L4_OK);

        backend.states().setHealth(server, OperationalState.STOPPED);
        checks.changed(server);
        settle();
        // One may have been due before the server went down.
        CheckResult last = results.poll(60, TimeUnit.MILLISECONDS);
        results.clear();
        assertThat(results.poll(150, TimeUnit.MILLISECONDS))
                .as("after %s", last)
                .isNull();

        backend.health(server, server.health().rise() + server.health().fall() - 1);
        checks.changed(server);
        assertThat(next().status()).isEqualTo(CheckStatus.L4_OK);
    }

    /** {@code fastinter}, where traffic says that something is wrong. */
    @Test
    void aServerWhoseTrafficFailsIsCheckedSoon() throws Exception {
        int port = origin(false, null, lines);
        TestBackend backend = backend(CheckSpec.CONNECT);
        Server server =
                backend.add(every(60_000).set(ServerSettings.FASTINTER, 20L).build(), local(port));
        backend.check(server);
        backend.health(server, server.health().rise() + server.health().fall() - 1);
        checks.changed(server);
        assertThat(next().status()).isEqualTo(CheckStatus.L4_OK);
        settle();
        assertThat(results).isEmpty();

        checks.soon(server);
        assertThat(next().status()).isEqualTo(CheckStatus.L4_OK);
    }

    @ParameterizedTest
    @CsvSource({"up\\n, up", "up 50%\\r\\n, up 50%", "down #x\\nup\\n, down #x", "up\\r, up"})
    void asksAgents(String says, String line) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        int port = origin(true, bytes(says), heard);
        agent(port, "how are you?\n", 10_000);

        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo(line);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("how are you?\n");
    }

    private void agent(int port, String question, long intervalMillis) {
        TestBackend backend = backend(CheckSpec.CONNECT);
        Server server = backend.add(
                Settings.builder()
                        .set(ServerSettings.AGENT_CHECK, true)
                        .set(ServerSettings.AGENT_PORT, port)
                        .set(ServerSettings.AGENT_INTER, intervalMillis)
                        .set(ServerSettings.AGENT_SEND, question)
                        .build(),
                local(1));
        backend.agent(server);
        checks.changed(server);
    }

    @Test
    void anAgentThatFailsSaysNothingOfItsServer() throws Exception {
        agent(origin(false, bytes("up"), new LinkedBlockingQueue<>()), "", 300);
        CheckResult cut = next();
        assertThat(cut.status()).isEqualTo(CheckStatus.SOCKET_ERROR);
        assertThat(cut.text()).isEqualTo("Ignoring incomplete line from agent");
        assertThat(cut.verdict()).isEqualTo(Verdict.NEUTRAL);
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    }

    @Test
    void anAgentThatHangsTimesOut() throws Exception {
        agent(origin(false, null, new LinkedBlockingQueue<>()), "", 300);
        CheckResult result = next();

        assertThat(result.status()).isEqualTo(CheckStatus.L7_TIMEOUT);
        assertThat(result.verdict()).isEqualTo(Verdict.NEUTRAL);
    }

    @Test
    void firstChecksShareTheShortestInterval() {
        assertThat(Spread.first(0, 4, 2000, -1)).isZero();
        assertThat(Spread.first(3, 4, 2000, -1)).isEqualTo(1500);
        assertThat(Spread.first(3, 4, 2000, 400)).isEqualTo(300);
        assertThat(Spread.first(3, 4, 2000, 0)).isZero();
    }
}
