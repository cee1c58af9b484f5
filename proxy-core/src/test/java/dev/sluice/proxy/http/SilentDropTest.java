package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.state.Counter;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end without their clients being told. */
class SilentDropTest extends WithOrigin {
    /** Long enough for an end to arrive, which would be a failure. */
    private static final int QUIET_MILLIS = 300;

    private enum End {
        ORDERLY,
        RESET,
        NONE
    }

    private static TestProxy proxy(String mode, String rule) throws Exception {
        return TestProxy.of(
                DEFAULTS + "frontend fe\n mode " + mode + "\n bind 127.0.0.1:0\n timeout client 10s\n " + rule + "\n");
    }

    private static End end(TestProxy proxy) throws IOException {
        try (Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            client.setSoTimeout(QUIET_MILLIS);
            return client.getInputStream().read() < 0 ? End.ORDERLY : End.NONE;
        } catch (SocketTimeoutException nothing) {
            return End.NONE;
        } catch (IOException reset) {
            return End.RESET;
        }
    }

    /** The client of this test is near enough for the reset that is sent where nothing else is allowed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http | http-request silent-drop
            http | tcp-request content silent-drop
            tcp  | tcp-request content silent-drop
            tcp  | tcp-request session silent-drop
            tcp  | tcp-request connection silent-drop
            """)
    void noEndIsSaid(String mode, String rule) throws Exception {
        try (TestProxy proxy = proxy(mode, rule)) {
            assertThat(end(proxy)).isIn(End.NONE, End.RESET);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http | http-request silent-drop rst-ttl 3
            tcp  | tcp-request content silent-drop rst-ttl 255
            """)
    void aResetGoesAsFarAsIsSaid(String mode, String rule) throws Exception {
        try (TestProxy proxy = proxy(mode, rule)) {
            assertThat(end(proxy)).isEqualTo(End.RESET);
        }
    }

    @Test
    void aResponseCanBeWhatEndsIt() throws Exception {
        String rules = "default_backend be\nbackend be\n mode http\n tcp-response content silent-drop\n";
        try (TestProxy proxy = proxy("http", rules + " server a 127.0.0.1:" + origin.port())) {
            assertThat(end(proxy)).isIn(End.NONE, End.RESET);
            assertThat(origin.received()).startsWith("GET / ");
            assertThat(proxy.frontend("fe").counters().sum(Counter.RESPONSES_DENIED))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-request", "tcp-request content"})
    void whatIsNoDistanceIsRefused(String rules) {
        assertThatThrownBy(() -> proxy("http", rules + " silent-drop rst-ttl"))
                .hasMessageContaining("missing rst-ttl value");
        assertThatThrownBy(() -> proxy("http", rules + " silent-drop rst-ttl 256"))
                .hasMessageContaining("valid rst-ttl values are [1-255]");
        assertThatThrownBy(() -> proxy("http", rules + " silent-drop rst-ttl 3x"))
                .hasMessageContaining("invalid character starting at 'x' (value 1-255 expected)");
    }

    @Test
    void otherWordsAreRefused() {
        assertThatThrownBy(() -> proxy("tcp", "tcp-request content silent-drop now"))
                .hasMessageContaining("'now'");
        assertThatThrownBy(() -> proxy("tcp", "tcp-request content silent-drop rst-ttl 3 now"))
                .hasMessageContaining("'now'");
    }
}
