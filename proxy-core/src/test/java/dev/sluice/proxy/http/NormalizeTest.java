package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.state.Counter;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that rules bring into one form. What is expected is what HAProxy 3.5 answers. */
@TestInstance(Lifecycle.PER_CLASS)
class NormalizeTest {
    private static final String EXPOSED = "global\n expose-experimental-directives\n";
    private static final String FRONTEND = "frontend fe\n bind 127.0.0.1:0\n";

    private TestProxy proxy;

    @BeforeAll
    void start() throws Exception {
        StringBuilder rules = new StringBuilder();
        for (Normalizers each : Normalizers.values()) {
            rules.append(" http-request normalize-uri ")
                    .append(each.words)
                    .append(" if { req.hdr(x-n) ")
                    .append(each)
                    .append(" }\n");
        }
        proxy = TestProxy.of(EXPOSED + DEFAULTS + " option accept-unsafe-violations-in-http-request\n" + FRONTEND
                + rules + " http-request return status 200 hdr x-url \"<%[url]>\"\n");
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    private enum Normalizers {
        ENCODE("fragment-encode"),
        STRIP("fragment-strip"),
        SLASHES("path-merge-slashes"),
        DOT("path-strip-dot"),
        DOTDOT("path-strip-dotdot"),
        FULL("path-strip-dotdot full"),
        DECODE("percent-decode-unreserved"),
        DECODE_STRICT("percent-decode-unreserved strict"),
        UPPER("percent-to-uppercase"),
        UPPER_STRICT("percent-to-uppercase strict"),
        SORT("query-sort-by-name");

        private final String words;

        Normalizers(String words) {
            this.words = words;
        }
    }

    private String ask(Normalizers which, String target) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, "GET " + target + " HTTP/1.1\r\nHost: a\r\nx-n: " + which + "\r\nConnection: close\r\n\r\n");
            return readAll(client);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENCODE        | /#a/#b                  | /%23a/%23b
            ENCODE        | http://a#f              | http://a%23f
            STRIP         | /a?b#c?d                | /a?b
            STRIP         | /%23a                   | /%23a
            SLASHES       | ///a//b///?c=//         | /a/b/?c=//
            SLASHES       | http://a//b             | http://a/b
            DOT           | /./a/./b.c/.d/.?e=/./   | /a/b.c/.d/?e=/./
            DOT           | //.                     | //
            DOT           | /#/./                   | /#/
            DOTDOT        | /a/b/../c/..            | /a/
            DOTDOT        | /a//../../b/            | /b/
            DOTDOT        | /a/../../b/?c=/d/..     | /../b/?c=/d/..
            DOTDOT        | /..                     | /../
            DOTDOT        | ///..                   | //
            FULL          | /../../a/../b/../..     | /
            FULL          | http://a/../b           | http://a/b
            DECODE        | /%61%3F%7e?%2d=%2F      | /a%3F~?-=%2F
            DECODE        | /%%36%36%zz%6           | /%66%zz%6
            DECODE_STRICT | /%61?%7E                | /a?~
            UPPER         | /%aa%zz?%3d%2           | /%AA%zz?%3D%2
            UPPER_STRICT  | /%aa?%3d                | /%AA?%3D
            SORT          | /?b=2&a&b=1&aa=&a=0     | /?a&a=0&aa=&b=2&b=1
            SORT          | /?b&a&                  | /?a&b
            SORT          | /?a&&                   | /?&a
            SORT          | /p?                     | /p?
            SORT          | http://a?b&a            | http://a?a&b
            """)
    void bringsTargetsIntoOneForm(Normalizers which, String target, String expected) throws Exception {
        assertThat(ask(which, target)).contains("\r\nx-url: <" + expected + ">\r\n");
    }

    @ParameterizedTest
    @CsvSource({"DECODE_STRICT,/%%36%36", "DECODE_STRICT,/%6", "UPPER_STRICT,/?%zz"})
    void refusesWhatMakesNoSenseWhereThatIsWanted(Normalizers which, String target) throws Exception {
        long before = proxy.frontend("fe").counters().sum(Counter.REQUEST_ERRORS);
        assertThat(ask(which, target)).startsWith("HTTP/1.1 400 ").contains("connection: close\r\n");
        assertThat(proxy.frontend("fe").counters().sum(Counter.REQUEST_ERRORS)).isEqualTo(before + 1);
    }

    @Test
    void leavesWhatIsNoPathAlone() throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, "OPTIONS * HTTP/1.1\r\nHost: a\r\nx-n: DOT\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).contains("\r\nx-url: <*>\r\n");
        }
    }

    /** Both the words and the section that allows them are looked at while the configuration is read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                | fragment-strip            | must be allowed via a global 'expose-experimental-directives'
            expose-experimental-directives   | merge-slashes             | unknown normalizer 'merge-slashes'
            expose-experimental-directives   | path-strip-dotdot strict  | unknown argument 'strict' for 'path-strip-dotdot' normalizer
            expose-experimental-directives   | path-strip-dot full       | 'full'
            expose-experimental-directives x | path-strip-dot            | cannot handle unexpected argument 'x'
            """)
    void isRefusedWithTheReason(String global, String words, String message) {
        String head = global == null ? "" : "global\n " + global + "\n";
        String text = head + DEFAULTS + FRONTEND + " http-request normalize-uri " + words + "\n";
        assertThatThrownBy(() -> TestProxy.of(text)).hasMessageContaining(message);
    }
}
