package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates replaced under load, what servers' certificates are held to, and clients that shake hands badly. */
class EncryptionTest {
    private static final String HOST = "www.a.test";
    private static final int COMMITS = 6;

    private final Origin origin = new Origin("one");
    private final TestCertificates authority = new TestCertificates("Ours");

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        origin.close();
    }

    /** Trusts everybody and remembers whom it met. */
    private static final class Witness implements X509TrustManager {
        private final AtomicReference<X509Certificate> met = new AtomicReference<>();

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            met.set(chain[0]);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static SSLSocket connect(int port, Witness witness) throws IOException {
        try {
            // A context of its own each time, so that no session is taken up again.
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {witness}, null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(HOST)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long serial(int port) throws IOException {
        Witness witness = new Witness();
        try (SSLSocket socket = connect(port, witness)) {
            assertThat(get(socket)).startsWith("HTTP/1.1 200");
        }
        return Objects.requireNonNull(witness.met.get()).getSerialNumber().longValue();
    }

    /** One request on a connection that stays; the answer's head and body. */
    private static String get(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("GET / HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        int wanted = -1;
        while (wanted < 0 || text.length() < wanted) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
            int head = text.indexOf("\r\n\r\n");
            if (wanted < 0 && head >= 0) {
                wanted = head + 4 + length(text.substring(0, head));
            }
        }
        return text.toString();
    }

    private static int length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return 0;
    }

    private String configuration(String file) {
        return WebConfiguration.BASE + """
                frontend tls
                    bind 127.0.0.1:0 ssl crt %s
                    option socket-stats
                    timeout client-hs 500ms
                    default_backend web
                backend web
                    server one 127.0.0.1:%d
                """.formatted(file, origin.port());
    }

    @Test
    void storesGiveCertificatesNames() throws Exception {
        String unusedFile = authority.sign(HOST, 7).writtenTo(directory.resolve("site.pem"));
        String stores = "crt-store web\n    crt-base " + directory + "\n    load crt site.pem alias main\n";
        try (ProxyProcess proxy = ProxyProcess.sluice(stores + configuration("@web/main"))) {
            assertThat(serial(proxy.port("tls"))).isEqualTo(7);
            assertThat(proxy.admin().ask("show ssl cert")).contains("@web/main");
        }
    }

    @Test
    void aCertificateIsReplacedUnderLoadWithoutAFailedRequest() throws Exception {
        String file = authority.sign(HOST, 100).writtenTo(directory.resolve("site.pem"));
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(file))) {
            int port = proxy.port("tls");
            assertThat(serial(port)).isEqualTo(100);
            AtomicInteger failed = new AtomicInteger();
            AtomicInteger served = new AtomicInteger();
            Thread load = new Thread(() -> load(port, served, failed));
            try (SSLSocket established = connect(port, new Witness())) {
                load.start();
                for (int i = 1; i <= COMMITS; i++) {
                    int before = served.get();
                    String pem = authority.sign(HOST, 100 + i).pem();
                    assertThat(proxy.admin().ask("set ssl cert " + file + " <<\n" + pem + "\n"))
                            .contains("Transaction created for certificate " + file);
                    assertThat(serial(port))
                            .as("nothing has changed before the commit")
                            .isEqualTo(99 + i);
                    assertThat(proxy.admin().ask("commit ssl cert " + file)).contains(file + ".\nSuccess!");
                    assertThat(serial(port))
                            .as("the next handshake shows the new one")
                            .isEqualTo(100 + i);
                    assertThat(get(established))
                            .as("an established connection goes on")
                            .startsWith("HTTP/1.1 200");
                    Await.until(() -> "load does not go on", () -> served.get() > before + 2);
                }
                load.interrupt();
                load.join();
            }
            assertThat(failed).hasValue(0);
            assertThat(served.get()).isGreaterThan(COMMITS);
        }
    }

    private static void load(int port, AtomicInteger served, AtomicInteger failed) {
        while (!Thread.currentThread().isInterrupted()) {
            try (SSLSocket socket = connect(port, new Witness())) {
                boolean good = get(socket).startsWith("HTTP/1.1 200");
                (good ? served : failed).incrementAndGet();
            } catch (IOException failure) {
                failed.incrementAndGet();
            }
        }
    }

    @Test
    void aCertificateIsMadeForAHostThatThereIsNoneFor() throws Exception {
        String file = authority.sign("other.test", 7).writtenTo(directory.resolve("site.pem"));
        TestCertificates signer = new TestCertificates("Signer");
        String ca = signer.signerWrittenTo(directory.resolve("signer.pem"));
        String line = file + " generate-certificates ca-sign-file " + ca;
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(line))) {
            for (int i = 0; i < 3; i++) {
                Witness witness = new Witness();
                try (SSLSocket socket = connect(proxy.port("tls"), witness)) {
                    assertThat(get(socket)).startsWith("HTTP/1.1 200");
                }
                X509Certificate met = Objects.requireNonNull(witness.met.get());
                assertThat(met.getIssuerX500Principal().getName()).isEqualTo("CN=Signer");
                assertThat(met.getSubjectAlternativeNames()).singleElement().isEqualTo(List.of(2, HOST));
            }
        }
    }

    @Test
    void aCommitThatCannotBeUsedKeepsWhatWasThere() throws Exception {
        String file = authority.sign(HOST, 7).writtenTo(directory.resolve("site.pem"));
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(file))) {
            int port = proxy.port("tls");
            assertThat(proxy.admin().ask("set ssl cert " + file + " <<\n" + authority.authorityPem() + "\n"))
                    .contains("Transaction created");
            assertThat(proxy.admin().ask("commit ssl cert " + file)).contains("Failed!");
            assertThat(serial(port)).isEqualTo(7);
        }
    }

    @Test
    void aServersCertificateHasToComeFromWhomWeTrust() {
        String file = authority.sign("localhost", 1).writtenTo(directory.resolve("site.pem"));
        String ours = authority.authorityWrittenTo(directory.resolve("ours.pem"));
        String others = new TestCertificates("Others").authorityWrittenTo(directory.resolve("others.pem"));
        String socket = directory.resolve("tls.sock").toString();
        String configuration = WebConfiguration.BASE + """
                frontend tls
                    bind %1$s ssl crt %2$s
                    option socket-stats
                    default_backend web
                frontend trusting
                    bind 127.0.0.1:0
                    option socket-stats
                    default_backend ours
                frontend doubting
                    bind 127.0.0.1:0
                    option socket-stats
                    default_backend others
                frontend elsewhere
                    bind 127.0.0.1:0
                    option socket-stats
                    default_backend named
                backend web
                    server one 127.0.0.1:%5$d
                backend ours
                    server s %1$s ssl ca-file %3$s verify required sni str(localhost)
                backend others
                    retries 0
                    server s %1$s ssl ca-file %4$s verify required sni str(localhost)
                backend named
                    retries 0
                    server s %1$s ssl ca-file %3$s verify required verifyhost other.test
                """.formatted(socket, file, ours, others, origin.port());
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            assertThat(status(proxy.port("trusting"))).isEqualTo(200);
            assertThat(status(proxy.port("doubting"))).isEqualTo(503);
            assertThat(status(proxy.port("elsewhere"))).isEqualTo(503);
        }
    }

    private static int status(int port) {
        try (Conversation client = new Conversation(port)) {
            return client.get("/").response().status();
        }
    }

    @Test
    void whoSpeaksNoTlsOrStopsHalfwayIsLetGoAndHarmsNobody() throws Exception {
        String file = authority.sign(HOST, 3).writtenTo(directory.resolve("site.pem"));
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(file))) {
            int port = proxy.port("tls");
            byte[][] openings = {
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1),
                {22, 3, 1, 0, 5, 2, 0, 0, 1, 0},
                {22, 3, 1, (byte) 0xFF, (byte) 0xFF, 1},
                {22, 3, 1, 0, 9, 1, 0, 0, 100, 3, 3, 1, 2, 3},
                {22}
            };
            for (byte[] opening : openings) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setSoTimeout(5000);
                    socket.getOutputStream().write(opening);
                    InputStream in = socket.getInputStream();
                    assertThat(in.readNBytes(64))
                            .as("an alert at most, then the end")
                            .hasSizeLessThan(16);
                }
            }
            assertThat(serial(port)).isEqualTo(3);
            assertThat(proxy.admin().ask("show info")).contains("CurrConns: 0\n");
        }
    }

    @Test
    void aStrictLineRefusesHostsThatItDoesNotKnow() {
        String file = authority.sign("other.test", 4).writtenTo(directory.resolve("site.pem"));
        String strict = configuration(file).replace("ssl crt", "ssl strict-sni crt");
        try (ProxyProcess proxy = ProxyProcess.sluice(strict)) {
            int port = proxy.port("tls");
            assertThatThrownBy(() -> connect(port, new Witness())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void sessionsWithoutHttpAskServersForAHostAndChecksTellOfTheHandshake() {
        String file = authority.sign(HOST, 5).writtenTo(directory.resolve("site.pem"));
        String socket = directory.resolve("tls.sock").toString();
        String configuration = WebConfiguration.BASE + """
                frontend tls
                    bind %1$s ssl crt %2$s
                    http-request return status 200 hdr x-asked %%[ssl_fc_sni] if { ssl_fc_sni %3$s }
                    http-request return status 404
                listen naming
                    mode tcp
                    bind 127.0.0.1:0
                    option socket-stats
                    server s %1$s ssl verify none sni str(%3$s) check
                listen silent
                    mode tcp
                    bind 127.0.0.1:0
                    option socket-stats
                    server s %1$s ssl verify none
                """.formatted(socket, file, HOST);
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            assertThat(status(proxy.port("naming"))).isEqualTo(200);
            assertThat(status(proxy.port("silent"))).isEqualTo(404);
            Await.until(
                    () -> proxy.admin().ask("show stat"),
                    () -> proxy.admin().ask("show stat").contains(",L6OK,"));
        }
    }
}
