package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.http.Http2Talk.Frame;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of a body a client of HTTP/2 may send ahead ({@code tune.h2.fe.rxbuf}). */
class Http2WindowsTest {
    private static final String POST = ":method=POST|:scheme=http|:authority=a|:path=/";
    private static final int WINDOW = 65_536;
    private static final int BUFFER = 200_000;

    private ScriptedOrigin origin;
    private TestProxy proxy;

    @BeforeEach
    void start() throws Exception {
        origin = new ScriptedOrigin();
        proxy = TestProxy.of("global\n tune.h2.fe.rxbuf " + BUFFER + "\n" + DEFAULTS
                + "frontend fe\n bind 127.0.0.1:0 proto h2\n default_backend be\n"
                + "backend be\n server a 127.0.0.1:" + origin.port() + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        origin.close();
    }

    /** What the client gets to hear until the proxy has answered a question. */
    private static int given(Http2Talk client, int stream) throws IOException {
        client.frame(Http2Talk.PING, 0, 0, new byte[8]);
        int given = 0;
        for (Frame frame = client.readAny(); frame.type() != Http2Talk.PING; frame = client.readAny()) {
            if (frame.type() == Http2Talk.WINDOW_UPDATE && frame.stream() == stream) {
                byte[] size = frame.payload();
                given += (size[0] & 0xFF) << 24 | (size[1] & 0xFF) << 16 | (size[2] & 0xFF) << 8 | size[3] & 0xFF;
            }
        }
        return given;
    }

    private static void settled(Http2Talk client) throws IOException {
        Frame frame = client.readAny();
        while (frame.type() != Http2Talk.SETTINGS || (frame.flags() & Http2Talk.ACK) != 0) {
            frame = client.readAny();
        }
        client.frame(Http2Talk.SETTINGS, Http2Talk.ACK, 0, new byte[0]);
    }

    @Test
    void givesABodyRoomOnceItComes() throws Exception {
        try (Http2Talk client = new Http2Talk(connect(proxy))) {
            settled(client);
            client.headers(1, false, POST);
            assertThat(given(client, 1)).isZero();
            client.data(1, false, new byte[1]);
            assertThat(given(client, 1)).isBetween(BUFFER - BUFFER / 8 - WINDOW, BUFFER - BUFFER / 8 - WINDOW + 1);
            client.headers(3, false, POST);
            client.data(3, false, new byte[1]);
            assertThat(given(client, 3)).isBetween(0, (BUFFER - BUFFER / 8) / 2 - WINDOW + 1);
        }
    }

    @Test
    void saysNothingOfRoomToClientsThatHaveNotHeardTheRules() throws Exception {
        try (Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, POST);
            client.data(1, false, new byte[1]);
            assertThat(given(client, 1)).isZero();
            client.frame(Http2Talk.SETTINGS, Http2Talk.ACK, 0, new byte[0]);
            client.data(1, false, new byte[1]);
            assertThat(given(client, 1)).isPositive();
        }
    }
}
