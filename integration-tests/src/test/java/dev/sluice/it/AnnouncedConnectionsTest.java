package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers hear of encrypted clients in PROXY headers, and headers in front of encrypted connections to servers. */
class AnnouncedConnectionsTest {
    private static final String HOST = "www.a.test";
    private static final String TOLD = "PROXY TCP4 192.0.2.7 198.51.100.9 4711 443\r\n";

    /** Signature, command, family, length of what follows, both addresses and ports. */
    private static final int BEFORE_VALUES = 28;

    @TempDir
    Path directory;

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

    private static SSLSocket encrypted(Socket plain) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, HOST, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(HOST)));
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String value(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return "%02x%04x".formatted(type, bytes.length) + HexFormat.of().formatHex(bytes);
    }

    @Test
    void serversHearHowAClientIsEncryptedAndHeadersComeBeforeTheirOwnHandshake() throws Exception {
        String file = new TestCertificates("Ours").sign(HOST, 1).writtenTo(directory.resolve("site.pem"));
        try (ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ProxyProcess proxy = ProxyProcess.sluice(
                        WebConfiguration.BASE + """
                        listen told
                            option socket-stats
                            mode tcp
                            bind 127.0.0.1:0 accept-proxy ssl crt %s alpn http/1.1 ssl-min-ver TLSv1.3
                            server one 127.0.0.1:%d send-proxy-v2 proxy-v2-options cert-key,cert-sig,ssl-cipher,authority
                        listen passed
                            option socket-stats
                            bind 127.0.0.1:0 accept-proxy
                            server one 127.0.0.1:%d send-proxy-v2 ssl verify none
                        """.formatted(file, origin.getLocalPort(), origin.getLocalPort()))) {
            origin.setSoTimeout(20_000);
            try (Socket plain = connect(proxy.port("told"));
                    SSLSocket client = encrypted(plain)) {
                heardOf(origin, client);
            }
            try (Socket client = connect(proxy.port("passed"))) {
                client.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                try (Socket server = origin.accept()) {
                    server.setSoTimeout(20_000);
                    byte[] first = server.getInputStream().readNBytes(BEFORE_VALUES + 1);
                    assertThat(HexFormat.of().formatHex(first))
                            .as("the header, and a hello right behind it")
                            .isEqualTo("0d0a0d0a000d0a515549540a2111000cc0000207c6336409126701bb16");
                }
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(20_000);
        plain.getOutputStream().write(TOLD.getBytes(StandardCharsets.ISO_8859_1));
        return plain;
    }

    private static void heardOf(ServerSocket origin, SSLSocket client) throws IOException {
        String parts = value(0x21, "TLSv1.3")
                + value(0x25, "EC256")
                + value(0x24, "ecdsa-with-SHA256")
                + value(0x23, client.getSession().getCipherSuite());
        // Encrypted, no certificate of the client's, nothing wrong with it.
        String encryption = "0100000000" + parts;
        String expected =
                value(0x01, "http/1.1") + value(0x02, HOST) + "20%04x".formatted(encryption.length() / 2) + encryption;
        int following = 12 + expected.length() / 2;
        try (Socket server = origin.accept()) {
            server.setSoTimeout(20_000);
            byte[] header = server.getInputStream().readNBytes(16 + following);
            assertThat(HexFormat.of().formatHex(header))
                    .isEqualTo(
                            "0d0a0d0a000d0a515549540a2111%04xc0000207c6336409126701bb".formatted(following) + expected);
        }
    }
}
