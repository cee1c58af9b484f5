package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.StampingOrigin;
import dev.sluice.it.harness.WebConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The stage of the maintenance story: web1 and web2 behind frontend {@code http}; a server whose requests the kernel stamps, beside
 * web2, behind {@code wide}, and behind {@code narrow} where requests queue for it.
 */
final class MaintenanceStory implements AutoCloseable {
    private static final int CLIENTS = 8;

    final Origin web1 = new Origin("web1");
    final Origin web2 = new Origin("web2");
    private final StampingOrigin stamped = new StampingOrigin("stamped");
    final ProxyProcess proxy = ProxyProcess.sluice(configuration(true));

    /** How traffic meets the server that goes. */
    enum Traffic {
        KEEP_ALIVE("wide", Load.Kind.KEEP_ALIVE),
        NEW_CONNECTIONS("wide", Load.Kind.CLOSE),
        PIPELINED("wide", Load.Kind.PIPELINED),
        QUEUED("narrow", Load.Kind.KEEP_ALIVE);

        private final String proxy;
        private final Load.Kind kind;

        Traffic(String proxy, Load.Kind kind) {
            this.proxy = proxy;
            this.kind = kind;
        }
    }

    MaintenanceStory() {
        Await.until(
                () -> proxy.admin().ask("show stat"),
                () -> status("web1").equals("UP") && status("web2").equals("UP"));
    }

    private String configuration(boolean withStamped) {
        List<String> beside = List.of("server web2 127.0.0.1:" + web2.port());
        return WebConfiguration.of("webservers", List.of(checked("web1", web1.port()), checked("web2", web2.port())))
                + WebConfiguration.proxy("wide", withStamped ? stampedAnd(beside, "") : beside)
                + WebConfiguration.proxy("narrow", withStamped ? stampedAnd(beside, " maxconn 1") : beside)
                + "sluice\n    grpc 127.0.0.1:0 level admin\n";
    }

    private static String checked(String name, int port) {
        return "server " + name + " 127.0.0.1:" + port + " check inter 200ms";
    }

    private List<String> stampedAnd(List<String> others, String limit) {
        return Stream.concat(Stream.of(checked("server", stamped.port()) + limit), others.stream())
                .toList();
    }

    private String status(String server) {
        return proxy.admin().stat("webservers", server, "status");
    }

    /** Writes the files anew; to be followed by a reload. */
    void configure(boolean withStamped) {
        proxy.configuration(configuration(withStamped));
    }

    /**
     * Takes the stamped server out and in again, so many times, and has nothing arrive there after each reply, and no client notice.
     *
     * @param out given the backend's name, returns once the reply was read
     */
    void nothingArrivesAfterTheReply(Traffic traffic, int rounds, Consumer<String> out, Consumer<String> in) {
        try (Load load = new Load(proxy.port(traffic.proxy), CLIENTS, traffic.kind)) {
            for (int round = 0; round < rounds; round++) {
                int before = load.answers("stamped");
                Await.until(() -> "it serves; " + load.errors(), () -> load.answers("stamped") > before);
                out.accept(traffic.proxy);
                long replied = nanosSince1970();
                int seen = load.answers("web2");
                Await.until(() -> "web2 serves alone; " + load.errors(), () -> load.answers("web2") > seen + 20);
                assertThat(stamped.lastArrivalNanos() - replied)
                        .as(traffic + ", round " + round)
                        .isNotPositive();
                in.accept(traffic.proxy);
            }
            assertThat(load.errors()).isEmpty();
        }
    }

    private static long nanosSince1970() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** web1 goes while it serves a slow download and a WebSocket: both go on, others are served by web2, and web1 comes back. */
    void whatIsUnderWayGoesOn(Consumer<String> out, Consumer<String> in) {
        int port = proxy.port("http");
        out.accept("web2");
        try (Conversation slow = new Conversation(port);
                Conversation webSocket = new Conversation(port)) {
            slow.get("/slow");
            webSocket.send("GET /upgrade HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            assertThat(webSocket.response().status()).isEqualTo(101);
            Await.until(() -> "the download began", () -> web1.slowBegun() == 1);
            in.accept("web2");
            out.accept("web1");
            CompletableFuture<HttpResponse> download = CompletableFuture.supplyAsync(slow::response);
            try (Load load = new Load(port, CLIENTS, Load.Kind.KEEP_ALIVE)) {
                Await.until(() -> "web2 serves", () -> load.answers("web2") > 100);
                assertThat(load.answers("web1")).isZero();
                assertThat(load.errors()).isEmpty();
            }
            assertThat(webSocket.send("ping").receive(4)).isEqualTo("ping");
            assertThat(download).isNotDone();
            web1.finishSlow();
            assertThat(download.join().body()).hasSize(Origin.SLOW_BYTES);
        }
        in.accept("web1");
        try (Load load = new Load(port, CLIENTS, Load.Kind.CLOSE)) {
            Await.until(() -> "web1 serves again", () -> load.answers("web1") > 10);
            assertThat(load.errors()).isEmpty();
        }
    }

    @Override
    public void close() {
        web1.close();
        web2.close();
        stamped.close();
        proxy.close();
    }
}
