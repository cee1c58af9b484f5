package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where compression stops in order to leave the processor to others. */
class CompressionLimitsTest {
    /** Words in an order that has no pattern: how hard one looks for repetitions shows in what they become. */
    private static final String BODY = body();

    private final RawServer server = new RawServer(CompressionLimitsTest::serve);

    @AfterEach
    void stop() {
        server.close();
    }

    private static String body() {
        Random random = new Random(1);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 8000; i++) {
            words.append("word").append(random.nextInt(300)).append(' ');
        }
        return words.toString();
    }

    private static void serve(Socket socket, InputStream in, OutputStream out) throws IOException {
        while (!RawServer.head(in).isEmpty()) {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                            + BODY)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private ProxyProcess proxy(String global) {
        List<String> lines =
                List.of("compression algo gzip", "compression type text/plain", "server s 127.0.0.1:" + server.port());
        return ProxyProcess.sluice(
                WebConfiguration.of("app", lines).replace("nbthread 2", "nbthread 1\n    " + global));
    }

    private static HttpResponse ask(ProxyProcess proxy) {
        try (Conversation client = new Conversation(proxy.port("http"))) {
            return client.send("GET / HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\n\r\n")
                    .response();
        }
    }

    private static boolean isCompressed(HttpResponse response) {
        boolean compressed = response.headers().containsKey("content-encoding");
        assertThat(compressed || response.body().equals(BODY)).isTrue();
        return compressed;
    }

    @Test
    void noMoreThanSoMuchASecondIsTakenIn() {
        try (ProxyProcess proxy = proxy("maxcomprate 1")) {
            assertThat(proxy.admin().info()).containsEntry("CompressBpsRateLim", "1024");
            assertThat(isCompressed(ask(proxy))).isTrue();
            Await.until(() -> "a response as it came", () -> !isCompressed(ask(proxy)));
            // Given more, it goes on with the next response.
            proxy.admin().ask("set rate-limit http-compression global 1000000");
            assertThat(isCompressed(ask(proxy))).isTrue();
        }
    }

    @Test
    void aBusyProcessorIsLeftAlone() {
        try (ProxyProcess proxy = proxy("maxcompcpuusage 1")) {
            Await.until(() -> "a response as it came", () -> !isCompressed(ask(proxy)));
        }
    }

    @Test
    void theHighestLevelSaysHowHardItTries() {
        int low;
        try (ProxyProcess proxy = proxy("tune.comp.maxlevel 1")) {
            low = ask(proxy).body().length();
        }
        try (ProxyProcess proxy = proxy("tune.comp.maxlevel 9")) {
            assertThat(ask(proxy).body().length()).isLessThan(low);
        }
        assertThat(low).isLessThan(BODY.length());
    }
}
