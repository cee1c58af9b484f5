package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities are asked what they say of certificates; only what they have signed themselves is taken. */
class OcspUpdateTest {
    private static final long SERIAL = 77;

    private final TestCertificates authority = new TestCertificates("Ours");
    private final AtomicReference<byte[]> said = new AtomicReference<>(authority.statement(SERIAL));
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final HttpServer responder;

    @TempDir
    Path directory;

    OcspUpdateTest() throws IOException {
        responder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        responder.createContext("/", exchange -> {
            asked.set(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            byte[] answer = Objects.requireNonNull(said.get());
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    @BeforeEach
    void begin() {
        responder.start();
    }

    @AfterEach
    void end() {
        responder.stop(0);
    }

    @Test
    void whatTheAuthoritySaysIsFetchedAndReplaced() throws Exception {
        String uri = "http://127.0.0.1:" + responder.getAddress().getPort() + "/ocsp";
        String pem = authority.sign("www.a.test", SERIAL, uri).pem() + authority.authorityPem();
        String file = Files.writeString(directory.resolve("site.pem"), pem).toString();
        try (ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE + """
                frontend tls
                    bind 127.0.0.1:0 ssl crt %s
                    http-request return status 200
                global
                    ocsp-update.mode on
                """.formatted(file))) {
            String updates = "show ssl ocsp-updates";
            Await.until(
                    () -> proxy.admin().ask(updates),
                    () -> proxy.admin().ask(updates).contains("| 1 | 0 | 1 | Update successful"));
            assertThat(asked.get()).startsWith("GET /ocsp/MEI");
            assertThat(proxy.admin().ask("show ssl ocsp-response " + file)).contains("Cert Status: good");
            assertThat(proxy.admin().ask("show ssl cert " + file)).contains("Option: ocsp-update on");
            // From now on somebody else answers.
            said.set(new TestCertificates("Ours").statement(SERIAL));
            assertThat(proxy.admin().ask("update ssl ocsp-response " + file))
                    .contains("OCSP response check failure")
                    .contains("Can't send ocsp request for " + file + "!");
            assertThat(proxy.admin().ask(updates)).contains("| 1 | 1 | 4 | OCSP response check failure");
            assertThat(proxy.admin().ask("show ssl ocsp-response " + file)).contains("Cert Status: good");
            said.set(authority.statement(SERIAL));
            assertThat(proxy.admin().ask("update ssl ocsp-response " + file)).contains("Cert Status: good");
            assertThat(proxy.admin().ask(updates)).contains("| 2 | 1 | 1 | Update successful");
        }
    }
}
