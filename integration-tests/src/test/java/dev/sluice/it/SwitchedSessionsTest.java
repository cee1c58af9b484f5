package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Command;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Distribution;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One port for several protocols: sessions that become HTTP beside those that stay what they are. */
class SwitchedSessionsTest {
    private final Origin origin = new Origin("one");

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        origin.close();
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private String configuration(String bind) {
        return WebConfiguration.BASE + """
                frontend mixed
                    mode tcp
                    option socket-stats
                    bind 127.0.0.1:0 %s
                    tcp-request inspect-delay 20s
                    tcp-request content switch-mode http if HTTP
                    http-request return status 200 content-type text/plain string front if { path /front }
                    http-response set-header x-tls %%[ssl_fc]
                    use_backend plain unless HTTP
                    default_backend web
                backend web
                    server s 127.0.0.1:%d
                backend plain
                    mode tcp
                    tcp-request content reject
                """.formatted(bind, origin.port());
    }

    @Test
    void requestsAreServedAndOtherBytesGoElsewhere() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(""))) {
            int port = proxy.port("mixed");
            try (Conversation client = new Conversation(port)) {
                assertThat(client.get("/").response().body()).isEqualTo("one");
                assertThat(client.get("/front").response().body()).isEqualTo("front");
                assertThat(client.get("/").response().headers()).containsEntry("x-tls", "0");
            }
            try (Conversation client = new Conversation(port)) {
                assertThat(client.send("\u0016\u0003\u0001").drain()).isZero();
            }
            Map<String, String> row = proxy.admin().stat().stream()
                    .filter(each -> "mixed".equals(each.get("pxname")) && "FRONTEND".equals(each.get("svname")))
                    .findFirst()
                    .orElseThrow();
            assertThat(row)
                    .containsEntry("mode", "tcp")
                    .containsEntry("stot", "2")
                    .containsEntry("req_tot", "3");
        }
    }

    @Test
    void encryptedSessionsBecomeHttpToo() throws IOException, GeneralSecurityException {
        String file = new TestCertificates("Ours").sign("a.test", 1).writtenTo(directory.resolve("site.pem"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("ssl crt " + file));
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), proxy.port("mixed"));
                SSLSocket client =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, "a.test", plain.getPort(), true)) {
            client.setSoTimeout(10_000);
            for (int i = 0; i < 2; i++) {
                client.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                HttpResponse response = HttpResponse.read(client.getInputStream());
                assertThat(response.body()).isEqualTo("one");
                assertThat(response.headers()).containsEntry("x-tls", "1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "tcp|tcp-request content switch-mode http|-",
                "tcp|tcp-request content switch-mode http proto h2 if HTTP|-",
                "http|tcp-request content switch-mode http|-",
                "tcp|tcp-request content switch-mode tcp|'switch-mode' expects 'http' (got 'tcp').",
                "tcp|tcp-request content switch-mode|'switch-mode' expects 'http'.",
                "tcp|tcp-request content switch-mode http proto h3|has to be 'h1' or 'h2' (got 'h3').",
                "tcp|tcp-request content switch-mode http x|only supports 'proto' and a protocol.",
                "tcp|tcp-request session switch-mode http|'switch-mode' is for 'tcp-request content' of frontends alone.",
            })
    void linesThatCannotBeHonouredAreRefused(String mode, String line, @Nullable String refusal) throws IOException {
        Path file = Files.writeString(directory.resolve("a.cfg"), """
                defaults
                    timeout connect 5s
                    timeout client 5s
                    timeout server 5s
                frontend f
                    mode %s
                    bind 127.0.0.1:1
                    %s
                    default_backend b
                backend b
                    mode http
                    server s 127.0.0.1:1
                """.formatted(mode, line));
        Command checked = Command.run(Distribution.haproxy(), "-c", "-f", file.toString());
        if (refusal == null) {
            assertThat(checked).isEqualTo(new Command(0, "", ""));
        } else {
            assertThat(checked.status()).isEqualTo(1);
            assertThat(checked.err()).contains("a.cfg:8]", refusal);
        }
    }
}
