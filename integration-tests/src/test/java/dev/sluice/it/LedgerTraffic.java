package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import java.util.ArrayList;
import java.util.List;

/** Known traffic through one proxy: step by step, each of which ends before the next begins, so that what overlaps is known as well. */
final class LedgerTraffic implements AutoCloseable {
    /** How much of a long answer a client takes before it leaves. */
    private static final int LEFT_AFTER = 100_000;

    private final LedgerServers servers = new LedgerServers();

    String configuration() {
        return servers.configuration();
    }

    /** Where {@code /metrics} is, apart from the traffic. */
    int scrapePort() {
        return servers.scrapePort;
    }

    /** Sends all of it; {@code proxy} runs the configuration above. */
    void send(ProxyProcess proxy) {
        steps(proxy).forEach(step -> {
            step.run();
            quiet(proxy);
        });
    }

    private List<Runnable> steps(ProxyProcess proxy) {
        List<Runnable> steps = new ArrayList<>(List.of(
                this::keepAlive,
                this::bodies,
                this::pipelined,
                this::old,
                this::interim,
                this::upgrade,
                () -> oneEach("/moved", 200),
                () -> oneEach("/refused", 503),
                () -> wake(proxy),
                () -> oneEach("/nobody", 503),
                () -> oneEach("/spare", 200),
                () -> oneEach("/broken/garbage", 502),
                () -> oneEach("/broken/close", 502),
                () -> oneEach("/silent/mute", 504),
                () -> oneEach("/metrics?scope=", 200)));
        steps.addAll(List.of(
                this::badRequest,
                this::unfinishedRequest,
                this::silentClient,
                () -> queue(proxy),
                this::queueTimeout,
                () -> leavesQueue(proxy),
                () -> cut("/broken/cut"),
                () -> cut("/broken/reset"),
                () -> leavesDownload(proxy),
                () -> leavesWaiting(proxy),
                () -> leavesUpload(proxy)));
        steps.addAll(List.of(
                this::threeAtOnce,
                this::narrow,
                this::manyAtOnce,
                this::tunnel,
                this::tunnelReset,
                this::brittle,
                () -> checks(proxy)));
        return steps;
    }

    private Conversation web() {
        return new Conversation(servers.webPort);
    }

    private void keepAlive() {
        try (Conversation client = web()) {
            for (String status : new String[] {"200", "302", "404", "500", "200"}) {
                assertThat(client.get("/status/" + status).response().status()).isEqualTo(Integer.parseInt(status));
            }
        }
    }

    private void bodies() {
        try (Conversation client = web()) {
            client.send("POST /length HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(1000));
            assertThat(client.response().body()).isEqualTo("hello");
            client.send("POST /chunked HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nhello\r\na\r\n0123456789\r\n0\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("hello");
            assertThat(client.get("/chunks").response().body()).isEqualTo("hello world");
            client.send("HEAD / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
            assertThat(client.drain()).isPositive();
        }
    }

    private void pipelined() {
        try (Conversation client = web()) {
            client.send("GET /1 HTTP/1.1\r\nHost: test\r\n\r\nGET /2 HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.response().body()).isEqualTo("hello");
            assertThat(client.response().body()).isEqualTo("hello");
        }
    }

    private void old() {
        try (Conversation client = web()) {
            assertThat(client.send("GET /old HTTP/1.0\r\n\r\n").response().body())
                    .isEqualTo("hello");
            assertThat(client.drain()).isZero();
        }
    }

    private void interim() {
        try (Conversation client = web()) {
            client.send("POST /hints HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.send("body").response().status()).isEqualTo(103);
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    private void upgrade() {
        try (Conversation client = web()) {
            client.send("GET /upgrade HTTP/1.1\r\nHost: test\r\nConnection: upgrade\r\nUpgrade: talk\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(101);
            assertThat(client.send("talk").receive(4)).isEqualTo("talk");
        }
    }

    private void oneEach(String path, int status) {
        try (Conversation client = web()) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
            assertThat(client.response().status()).as(path).isEqualTo(status);
            assertThat(client.drain()).as("after " + path).isZero();
        }
    }

    /** A server that comes back between two attempts. */
    private void wake(ProxyProcess proxy) {
        try (Conversation client = web()) {
            client.get("/wake");
            await(proxy, "late", "sleeper", "connect", "1");
            try (RawServer woken = servers.wake()) {
                assertThat(woken.port()).isEqualTo(servers.latePort);
                assertThat(client.response().body()).isEqualTo("hello");
            }
        }
    }

    private void badRequest() {
        try (Conversation client = web()) {
            client.send("GET / HTTP/1.1\r\nno header\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.drain()).isZero();
        }
    }

    private void unfinishedRequest() {
        try (Conversation client = web()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost:").response().status())
                    .isEqualTo(408);
            assertThat(client.drain()).isZero();
        }
    }

    /** Comes and goes without a word. */
    private void silentClient() {
        Conversation client = web();
        client.close();
    }

    private void queue(ProxyProcess proxy) {
        try (Conversation first = web();
                Conversation second = web()) {
            first.get("/busy/late");
            await(proxy, "busy", "one", "scur", "1");
            second.get("/busy/next");
            assertThat(first.response().body()).isEqualTo("hello");
            assertThat(second.response().body()).isEqualTo("hello");
        }
    }

    private void queueTimeout() {
        try (Conversation first = web();
                Conversation second = web()) {
            first.get("/busy/hold");
            servers.heldBegun.acquireUninterruptibly();
            assertThat(second.get("/busy/next").response().status()).isEqualTo(503);
            servers.held.release();
            assertThat(first.response().body()).isEqualTo("hello");
        }
    }

    private void leavesQueue(ProxyProcess proxy) {
        try (Conversation first = web()) {
            first.get("/busy/hold");
            servers.heldBegun.acquireUninterruptibly();
            try (Conversation second = web()) {
                second.get("/busy/next");
                await(proxy, "busy", "BACKEND", "qcur", "1");
            }
            await(proxy, "busy", "BACKEND", "qcur", "0");
            servers.held.release();
            assertThat(first.response().body()).isEqualTo("hello");
        }
    }

    private void cut(String path) {
        try (Conversation client = web()) {
            assertThat(client.get(path).receive("HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
            long unused = client.drain();
        }
    }

    private void leavesDownload(ProxyProcess proxy) {
        try (Conversation client = new Conversation(servers.leavingPort)) {
            assertThat(client.get("/left").receive(LEFT_AFTER)).startsWith("HTTP/1.1 200");
        }
        servers.leftEnded.acquireUninterruptibly();
        await(proxy, "leaving", "a", "scur", "0");
    }

    private void leavesWaiting(ProxyProcess proxy) {
        try (Conversation client = web()) {
            client.get("/broken/hold");
            servers.heldBegun.acquireUninterruptibly();
        }
        await(proxy, "broken", "b", "scur", "0");
        servers.held.release();
    }

    private void leavesUpload(ProxyProcess proxy) {
        try (Conversation client = web()) {
            client.send("POST /broken/length HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\nx");
            await(proxy, "broken", "b", "scur", "1");
        }
        await(proxy, "broken", "b", "scur", "0");
    }

    private void threeAtOnce() {
        try (Conversation first = web();
                Conversation second = web();
                Conversation third = web()) {
            List<Conversation> all = List.of(first, second, third);
            all.forEach(client -> client.get("/hold"));
            servers.heldBegun.acquireUninterruptibly(3);
            servers.held.release(3);
            all.forEach(client -> assertThat(client.response().body()).isEqualTo("hello"));
        }
    }

    /** The second waits until the first has gone. */
    private void narrow() {
        try (Conversation first = new Conversation(servers.narrowPort);
                Conversation second = new Conversation(servers.narrowPort)) {
            first.get("/hold");
            servers.heldBegun.acquireUninterruptibly();
            second.get("/");
            servers.held.release();
            assertThat(first.response().body()).isEqualTo("hello");
            first.hangUp();
            assertThat(second.response().body()).isEqualTo("hello");
        }
    }

    /** As many as the process takes, and one that waits until another has gone. */
    private void manyAtOnce() {
        List<Conversation> all = new ArrayList<>();
        for (int i = 0; i < LedgerServers.CONNECTIONS_MAX; i++) {
            Conversation client = web();
            assertThat(client.get("/").response().body()).isEqualTo("hello");
            all.add(client);
        }
        try (Conversation last = web()) {
            last.get("/");
            all.get(0).hangUp();
            assertThat(last.response().body()).isEqualTo("hello");
        }
        all.forEach(Conversation::close);
    }

    private void tunnel() {
        try (Conversation client = new Conversation(servers.tunnelPort)) {
            String text = "x".repeat(1000);
            assertThat(client.send(text).receive(1000)).isEqualTo(text);
        }
    }

    private void tunnelReset() {
        try (Conversation client = new Conversation(servers.tunnelPort)) {
            assertThat(client.send("reset").drain()).isZero();
        }
    }

    private void brittle() {
        try (Conversation client = new Conversation(servers.brittlePort)) {
            assertThat(client.drain()).isZero();
        }
    }

    private void checks(ProxyProcess proxy) {
        await(proxy, "watched", "checked", "status", "UP");
        servers.healthy.set(false);
        await(proxy, "watched", "checked", "chkdown", "1");
        await(proxy, "watched", "checked", "downtime", "1");
        servers.healthy.set(true);
        await(proxy, "watched", "checked", "status", "UP");
    }

    private static void await(ProxyProcess proxy, String backend, String object, String column, String value) {
        Await.until(
                () -> backend + "/" + object + " " + column + " " + value + "\n"
                        + proxy.admin().ask("show stat"),
                () -> proxy.admin().stat(backend, object, column).equals(value));
    }

    /** Everything has ended: what is counted at an end has been counted. */
    private static void quiet(ProxyProcess proxy) {
        Await.until(
                () -> "quiet: " + proxy.admin().ask("show stat"),
                () -> proxy.admin().stat().stream().allMatch(row -> "0".equals(row.get("scur"))));
    }

    @Override
    public void close() {
        servers.close();
    }
}
