package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private final Example example = Example.recorded();
    private final JvmMeters meters = new JvmMeters();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricsServer server = start();

    private MetricsServer start() {
        try {
            return MetricsServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new PrometheusExporter(example.state, example.clock, example.facts, meters, List::of),
                    threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
        threads.shutdownNow();
        meters.close();
    }

    private HttpRequest.Builder request(String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void metricsAreServedPlain() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(request("/metrics?scope=global&scope=server"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4");
        assertThat(response.headers().firstValue("content-encoding")).isEmpty();
        assertThat(TextFormat.parse(new String(response.body(), StandardCharsets.UTF_8)))
                .containsKeys("haproxy_process_nbthread", "haproxy_server_status");
    }

    @Test
    void metricsAreCompressedForWhoAsks() throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = send(request("/metrics?scope=server"));
        HttpResponse<byte[]> response =
                send(request("/metrics?scope=server").header("Accept-Encoding", "deflate, gzip;q=0.8"));
        assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(response.body().length).isLessThan(plain.body().length / 4);
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(unpacked).isEqualTo(plain.body());
    }

    @Test
    void wrongRequestsAreToldSo() throws IOException, InterruptedException {
        assertThat(send(request("/metrics?scope=foo")).statusCode()).isEqualTo(400);
        assertThat(send(request("/elsewhere")).statusCode()).isEqualTo(404);
        assertThat(send(request("/")).statusCode()).isEqualTo(200);
        assertThat(send(request("/metrics").DELETE()).statusCode()).isEqualTo(405);
        HttpResponse<byte[]> head = send(request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void gzipCanBeRefused() {
        assertThat(accepts("gzip")).isTrue();
        assertThat(accepts("br;q=1.0, gzip ; q=0.5")).isTrue();
        assertThat(accepts("gzip;q=0")).isFalse();
        assertThat(accepts("gzip;q=0.000, identity")).isFalse();
        assertThat(accepts("gzipped")).isFalse();
        assertThat(MetricsServer.acceptsGzip(new Headers())).isFalse();
    }

    private static boolean accepts(String value) {
        Headers headers = new Headers();
        headers.set("Accept-Encoding", value);
        return MetricsServer.acceptsGzip(headers);
    }
}
