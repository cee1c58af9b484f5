package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections whose TLS goes through the proxy, led by what their first words say. */
class HelloRoutingTest {
    private ServerSocket named;
    private ServerSocket other;

    @BeforeEach
    void start() throws Exception {
        named = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        named.setSoTimeout(10_000);
        other.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws Exception {
        named.close();
        other.close();
    }

    private static byte[] hello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("Shop.example")));
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        engine.setSSLParameters(parameters);
        ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        assertThat(engine.wrap(ByteBuffer.allocate(0), bytes).bytesProduced()).isPositive();
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            req.ssl_sni -i shop.example     | true
            req.ssl_sni -m end .example     | true
            req_ssl_sni elsewhere.example   | false
            req.ssl_alpn h2                 | true
            req.ssl_alpn http/1.1           | false
            req.ssl_ver 3.3                 | true
            req.ssl_hello_type 2            | false
            req.ssl_cipherlist,hex -m sub 1301       | true
            req.ssl_cipherlist,hex -m sub FEFE       | false
            req.ssl_keyshare_groups,hex -m sub 001D  | true
            req.ssl_keyshare_groups,hex -m sub 0019  | false
            req.ssl_supported_groups,hex -m sub 0019 | true
            req.ssl_sigalgs,hex -m sub 0804          | true
            req.ssl_ec_ext 1                | true
            req.ssl_st_ext 1                | true
            req.ssl_st_ext 2                | false
            """)
    void goWhereTheirFirstWordsSay(String test, boolean meant) throws Exception {
        try (TestProxy proxy = TestProxy.of("""
                defaults
                 mode tcp
                 timeout client 10s
                 timeout server 10s
                 timeout connect 10s
                frontend fe
                 bind 127.0.0.1:0
                 tcp-request inspect-delay 10s
                 tcp-request content accept if { req.ssl_hello_type 1 } { req.ssl_sni -m found }
                 use_backend named if { %s }
                 default_backend other
                backend named
                 server a 127.0.0.1:%d
                backend other
                 server a 127.0.0.1:%d
                """.formatted(test, named.getLocalPort(), other.getLocalPort()))) {
            byte[] hello = hello();
            try (Socket client = connect(proxy)) {
                OutputStream out = client.getOutputStream();
                out.write(hello, 0, 20);
                out.flush();
                out.write(hello, 20, hello.length - 20);
                try (Socket reached = (meant ? named : other).accept()) {
                    reached.setSoTimeout(10_000);
                    assertThat(reached.getInputStream().readNBytes(hello.length))
                            .isEqualTo(hello);
                }
            }
        }
    }
}
