package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Fields of requests whose names some recipients take for other ones. */
class OddFieldsTest extends WithOrigin {
    private static final String OPTION = " option http-restrict-req-hdr-names ";
    private static final String REQUEST =
            "POST / HTTP/1.1\r\nhost: a\r\nx_a: 1\r\nX-b9: 2\r\nContent_Length: 9\r\nContent-Length: 1\r\nx!: 1\r\n_: 2\r\n\r\nZ";
    private static final String PLAIN = "POST / HTTP/1.1\r\nhost: a\r\nX-b9: 2\r\nContent-Length: 1\r\n";

    private TestProxy proxy(String front, String back) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n" + front + " default_backend be\nbackend be\n"
                + back + " server a 127.0.0.1:" + origin.port() + "\n");
    }

    private String received(String front, String back) throws Exception {
        try (TestProxy proxy = proxy(front, back);
                Socket client = connect(proxy)) {
            send(client, REQUEST);
            assertThat(read(client, Requests.HI.length())).isEqualTo(Requests.HI);
            return origin.received();
        }
    }

    @Test
    void arePassedOnUnlessSomethingElseIsSaid() throws Exception {
        assertThat(received("", OPTION + "preserve\n")).isEqualTo(REQUEST);
    }

    @Test
    void areLeftOutBehindTheRulesOfTheSection() throws Exception {
        assertThat(received(" http-request set-header x-seen %[req.hdr(x_a)]\n" + OPTION + "delete\n", ""))
                .isEqualTo(PLAIN + "x-seen: 1\r\n\r\nZ");
    }

    @Test
    void areLeftOutInFrontOfWhatIsAddedForServers() throws Exception {
        String told =
                " option forwardfor header x_fwd\n http-send-name-header x_srv\n http-request set-header x_late 1\n";
        assertThat(received("", OPTION + "delete\n" + told)).isEqualTo(PLAIN + "x_fwd: 127.0.0.1\r\nx_srv: a\r\n\r\nZ");
    }

    @Test
    void haveTheirRequestRefused() throws Exception {
        try (TestProxy proxy = proxy("", OPTION + "reject\n http-request del-header x_gone\n");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nhost: a\r\nx_gone: 1\r\n\r\n");
            assertThat(read(client, Requests.HI.length())).isEqualTo(Requests.HI);
            send(client, REQUEST);
            assertThat(read(client, 26)).isEqualTo("HTTP/1.1 403 Forbidden\r\nco");
            assertThat(origin.received()).isEqualTo("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
            assertThat(proxy.frontend("fe").counters().sum(Counter.REQUESTS_DENIED))
                    .isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.REQUESTS_DENIED))
                    .isEqualTo(1);
        }
    }
}
