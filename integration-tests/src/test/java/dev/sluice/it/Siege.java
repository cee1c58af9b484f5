package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;

/**
 * A program under attack: well-meaning traffic flows through frontend {@code http} all the while; what attackers do meets frontend
 * {@code hostile}, {@code tcp} or {@code small}. When it is over no well-meaning client has
 * noticed, and nothing is left of the attackers.
 */
final class Siege implements AutoCloseable {
    /** Descriptors that come late for reasons of the virtual machine, such as files of classes. */
    private static final int DESCRIPTORS_TOLERANCE = 16;

    private static final int HEADS_MAX = 10_000;

    private final Origin origin = new Origin("web");
    private final RawServer target;
    final ProxyProcess proxy;
    private final int descriptors;
    private final Load load;

    /** Begins; {@code script} plays the server behind {@code hostile} and {@code tcp}. */
    Siege(RawServer.Script script) {
        target = new RawServer(script);
        proxy = ProxyProcess.sluice("""
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    stats timeout 1s
                    nbthread 2
                sluice
                    grpc 127.0.0.1:0 level admin
                    metrics 127.0.0.1:0
                defaults
                    mode http
                    option socket-stats
                    timeout connect 2s
                    timeout client 2s
                    timeout server 2s
                    timeout http-request 1s
                    retries 0
                    default-server pool-purge-delay 100ms
                frontend http
                    bind 127.0.0.1:0
                    default_backend web
                frontend hostile
                    bind 127.0.0.1:0
                    default_backend target
                frontend small
                    bind 127.0.0.1:0
                    maxconn 20
                    default_backend web
                frontend tcp
                    mode tcp
                    bind 127.0.0.1:0
                    default_backend target-tcp
                backend web
                    timeout server 30s
                    server web 127.0.0.1:%1$d
                backend target
                    server target 127.0.0.1:%2$d
                backend target-tcp
                    mode tcp
                    server target 127.0.0.1:%2$d
                """.formatted(origin.port(), target.port()));
        warmUp();
        descriptors = settledDescriptors();
        load = new Load(proxy.port("http"), 2, Load.Kind.KEEP_ALIVE);
    }

    /** A server that answers each request with its name and remembers its head. */
    static void answer(Queue<String> heads, String head, OutputStream out) throws IOException {
        if (heads.size() < HEADS_MAX) {
            heads.add(head);
        }
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ntarget".getBytes(StandardCharsets.US_ASCII));
    }

    private void warmUp() {
        try (GrpcClient client = new GrpcClient(proxy.grpcPort())) {
            client.enableServer("web", "web");
        }
        try (Conversation web = new Conversation(proxy.port("http"))) {
            assertThat(web.get("/").response().status()).isEqualTo(200);
        }
        try (Conversation metrics = new Conversation(proxy.metricsPort())) {
            assertThat(metrics.get("/metrics").response().status()).isEqualTo(200);
        }
    }

    private int settledDescriptors() {
        Await.until(() -> "connections left: " + proxy.admin().info(), this::isQuiet);
        return proxy.descriptors();
    }

    private boolean isQuiet() {
        return "0".equals(proxy.admin().info().get("CurrConns"))
                && "0".equals(proxy.admin().stat("web", "web", "srv_icur"))
                && "0".equals(proxy.admin().stat("target", "target", "srv_icur"));
    }

    int port(String frontend) {
        return proxy.port(frontend);
    }

    /** Well-meaning traffic was served up to here, and goes on being served. */
    void trafficFlows() {
        int before = load.answers("web");
        Await.until(() -> "served; " + load.errors(), () -> load.answers("web") > before + 20);
        assertThat(load.errors()).isEmpty();
    }

    @Override
    public void close() {
        try (origin;
                target;
                proxy) {
            trafficFlows();
            load.close();
            Await.until(() -> "connections left: " + proxy.admin().info(), this::isQuiet);
            assertThat(proxy.admin().ask("show sess").lines().filter(line -> !line.isBlank()))
                    .as("sessions, that of the question included")
                    .hasSize(1);
            for (Map<String, String> row : proxy.admin().stat()) {
                assertThat(row.get("scur")).as("scur of " + row).isIn("0", "");
                assertThat(row.get("qcur")).as("qcur of " + row).isIn("0", "");
            }
            Await.until(
                    () -> proxy.descriptors() + " descriptors, " + descriptors + " before",
                    () -> proxy.descriptors() <= descriptors + DESCRIPTORS_TOLERANCE);
        }
    }
}
