package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.state.Counter;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules about HTTP do to requests, responses, and in their place. */
class RulesTest extends WithOrigin {
    private TestProxy proxy(String frontend, String backend) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + frontend
                + "backend be\n" + backend + " server a 127.0.0.1:" + origin.port() + " cookie one\n");
    }

    private static String ask(TestProxy proxy, String target, String fields) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, "GET " + target + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" + fields + "\r\n");
            return readAll(client);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deny                                        | HTTP/1.1 403 Forbidden
            deny deny_status 429                        | HTTP/1.1 429 Too Many Requests
            return status 299                           | HTTP/1.1 299 Success
            redirect location /n                        | HTTP/1.1 302 Found~content-length: 0~location: /n~cache-control: no-cache~
            redirect prefix https://x code 301          | ~location: https://x/p?q=1~
            redirect scheme https code 308              | ~location: https://a.example/p?q=1~
            redirect location /n keep-query             | ~location: /n?q=1~
            redirect prefix /x drop-query append-slash  | ~location: /x/p/~
            redirect location / set-cookie A=1          | ~set-cookie: A=1; path=/;~
            redirect location / clear-cookie A=         | ~set-cookie: A=; path=/; Max-Age=0;~
            auth realm me                               | ~www-authenticate: Basic realm="me"~
            return content-type text/plain string hi hdr x-a b | HTTP/1.1 200 OK~x-a: b~content-length: 2~content-type: text/plain~
            """)
    void answers(String action, String expected) throws Exception {
        try (TestProxy proxy = proxy(" http-request " + action + "\n", "")) {
            assertThat(ask(proxy, "/p?q=1", "")).contains(expected.replace("~", "\r\n"));
            assertThat(origin.received()).isEmpty();
        }
    }

    /** As HAProxy 3.5 has them: names in lower case, the last of a name where fields are set, an end that has to be there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set-headers-bin bin(05785f6f6e65013905782d6e657701380000)          | x-two: 2~x_one: 9~x-new: 8
            add-headers-bin bin(05785f6f6e65013905782d6e657701380000)          | x_one: 1~x-two: 2~x_one: 9~x-new: 8
            set-headers-bin bin(05785f6f6e65013905782d6e657701380000) prefix x-n | x_one: 1~x-two: 2~x-new: 8
            set-headers-bin bin(05585F4f4e4501390000)                          | x-two: 2~x_one: 9
            set-headers-bin bin(05782d6e6577fc00%1$s0000)                      | x_one: 1~x-two: 2~x-new: %2$s
            set-headers-bin bin(05782d6e65770131)                              | 500
            set-headers-bin bin(0378206e01310000)                              | 500
            del-headers-bin bin(05785f6f6e6500)                                | x-two: 2
            del-headers-bin bin(02782d03785f6f00) -m beg                      | -
            del-headers-bin bin(036f6e6500) -m end                             | x-two: 2
            del-headers-bin bin(05785f6f6e65)                                  | 500
            """)
    void manyFieldsAreChangedAtOnce(String action, String expected) throws Exception {
        String rules = " http-request set-header x_one 1\n http-request set-header x-two 2\n";
        String packed = action.replace("%1$s", "61".repeat(252));
        try (TestProxy proxy = proxy(rules + " http-request " + packed + "\n", "")) {
            String answer = ask(proxy, "/", "");
            if (expected.equals("500")) {
                assertThat(answer).startsWith("HTTP/1.1 500");
                return;
            }
            String fields = expected.equals("-") ? "" : expected.replace("%2$s", "a".repeat(252));
            assertThat(origin.received()
                            .lines()
                            .filter(line -> line.startsWith("x"))
                            .toList())
                    .isEqualTo(fields.isEmpty() ? List.of() : List.of(fields.split("~", -1)));
        }
    }

    @Test
    void anAnswerThatSaysCloseCloses() throws Exception {
        String rule = " http-request return content-type text/plain string hi hdr Connection close hdr x-a b\n";
        try (TestProxy proxy = proxy(rule, "");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
            assertThat(readAll(client))
                    .isEqualTo("HTTP/1.1 200 OK\r\nx-a: b\r\ncontent-length: 2\r\ncontent-type: text/plain\r\n"
                            + "connection: close\r\n\r\nhi");
        }
    }

    /** The body has filled the buffer, so that heads may become longer by what is kept free for that, and no more. */
    @ParameterizedTest
    @CsvSource({"64, '', 200", "128, '', 500", "128, http-request strict-mode off;, 200"})
    void rulesRewriteAsMuchAsThereIsRoomFor(int length, String before, int status) throws Exception {
        String rule = "http-request set-header x-a %s".formatted("1".repeat(length));
        String lines = " option http-buffer-request\n " + (before + rule).replace(";", "\n ") + "\n";
        String text = "global\n tune.bufsize 2048\n tune.maxrewrite 128\n" + DEFAULTS
                + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + lines + "backend be\n server a 127.0.0.1:"
                + origin.port() + "\n";
        try (TestProxy proxy = TestProxy.of(text);
                Socket client = connect(proxy)) {
            send(client, "POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n");
            send(client, "b".repeat(2000));
            assertThat(readAll(client)).startsWith("HTTP/1.1 " + status);
        }
    }

    /** Bytes that came from the server came, whatever is sent in their place. */
    @Test
    void aResponseThatIsReplacedIsCounted() throws Exception {
        try (TestProxy proxy = proxy("", " http-response set-header x-a b\n")) {
            assertThat(ask(proxy, "/", "")).startsWith("HTTP/1.1 200");
            long passed = proxy.frontend("fe").counters().sum(Counter.RESPONSE_BYTES_IN);
            try (TestProxy replacing = proxy("", " http-response return status 203\n")) {
                assertThat(ask(replacing, "/", "")).startsWith("HTTP/1.1 203");
                assertThat(replacing.frontend("fe").counters().sum(Counter.RESPONSE_BYTES_IN))
                        .isEqualTo(passed);
                assertThat(replacing.frontend("fe").counters().sum(Counter.INTERCEPTED))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set-header x-a 1                       | ~x-a: 1~
            add-header x-b new                     | ~X-B: old~
            set-path /other                        | GET /other?q=1 HTTP/1.1~
            set-query r=2                          | GET /p?r=2 HTTP/1.1~
            set-uri /u                             | GET /u HTTP/1.1~
            set-method PUT                         | PUT /p?q=1 HTTP/1.1~
            replace-path /(.)(.*) /\\1x\\2         | GET /px?q=1 HTTP/1.1~
            replace-value x-b o(.)d n\\1w          | ~X-B: nlw~
            replace-header x-b ^(.*)$ <\\1>        | ~X-B: <old>~
            """)
    void changesRequests(String action, String expected) throws Exception {
        try (TestProxy proxy = proxy(" http-request " + action + "\n", "")) {
            assertThat(ask(proxy, "/p?q=1", "X-B: old\r\n")).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).contains(expected.replace("~", "\r\n"));
        }
    }

    /** A session begins when hands are shaken, where they are at all: there is nothing left to wait for. */
    @Test
    void waitsForNoHandshakeThatIsOver() throws Exception {
        String rules = " http-request wait-for-handshake if { path / }\n http-request set-header x-a 1\n";
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy, "/", "")).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).contains("x-a: 1\r\n");
        }
        assertThatThrownBy(() -> proxy(" http-request wait-for-handshake now\n", ""))
                .hasMessageContaining("'now'");
    }

    /** What other rules read of it is what a recipient would. */
    @Test
    void keepsBlanksAroundValuesAsWritten() throws Exception {
        String rules = """
                 http-request set-header x-b "  a b "
                 http-request set-header x-c "<%[req.fhdr(x-b)]>"
                 http-request replace-header x-b (.*) " \\1"
                 http-request set-var(txn.c) req.fhdr(x-c)
                 http-response set-header x-d " %[var(txn.c)]\t"
                 http-after-response set-header x-e "<%[res.fhdr(x-d)]>"
                """;
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy, "/", "X-B: old\r\n")).contains("x-d:  <a b>\t\r\nx-e: <<a b>>\r\n");
            assertThat(origin.received()).contains("x-b:  a b\r\n").contains("x-c: <a b>\r\n");
        }
    }

    /** The rules begin in line 10. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /none   | x-last: <>
            /tcp    | x-last: <10> test.cfg test.cfg:10
            /allow  | x-last: <11> test.cfg test.cfg:11
            /deny   | x-last: <12> test.cfg test.cfg:12
            /answer | x-last: <13> test.cfg test.cfg:13
            /back   | x-last: <14> test.cfg test.cfg:14
            """)
    void tellsWhichRuleWasTheLast(String path, String expected) throws Exception {
        String rules = """
                 tcp-request content accept if { path /tcp }
                 http-request allow if { path /allow }
                 http-request deny if { path /deny }
                 http-request return status 200 if { path /answer }
                 http-response allow if { capture.req.uri /back }
                 http-after-response set-header x-last "<%[last_rule_line]> %[last_rule_file] %[last_entity]"
                 http-after-response allow
                """;
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy, path, "")).contains(expected);
        }
    }

    @Test
    void sendsClientsElsewhereOnceAServerHasAnswered() throws Exception {
        try (TestProxy proxy = proxy(" http-response redirect location /n keep-query if { status 200 }\n", "")) {
            assertThat(ask(proxy, "/p?q=1", "")).startsWith("HTTP/1.1 302").contains("location: /n\r\n");
        }
    }

    @Test
    void setsCookiesOfFormatsWhereItRedirects() throws Exception {
        String rules =
                " http-request redirect location /x set-cookie-fmt \"a=%[path]\" clear-cookie B= if { path /two }\n"
                        + " http-request redirect location /x clear-cookie B= set-cookie-fmt \"a=%[path]\"\n";
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy, "/one", "")).contains("location: /x\r\n").contains("set-cookie: a=/one; path=/;\r\n");
            assertThat(ask(proxy, "/two", "")).contains("set-cookie: B=; path=/; Max-Age=0;\r\n");
        }
    }

    /** Of {@code (a+)+$} there are more ways to fail than there is time. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replace-value x-a (a+)+$ x
            replace-header x-a (a+)+$ x
            replace-path (a+)+$ /x
            replace-uri (a+)+$ /x
            set-header x-a "%[req.hdr(x-a),regsub('(a+)+b',x)]"
            set-header x-b 1 if { hdr(x-a) -m reg (a+)+$ }
            """)
    @Timeout(20)
    void anExpressionThatTakesTooLongFindsNothing(String action) throws Exception {
        String many = "a".repeat(40) + "!";
        try (TestProxy proxy = proxy(" http-request " + action + "\n", "")) {
            assertThat(ask(proxy, "/" + many, "X-A: " + many + "\r\n")).startsWith("HTTP/1.1 200");
            assertThat(origin.received())
                    .contains("GET /" + many + " HTTP/1.1\r\n")
                    .containsIgnoringCase("x-a: " + many);
        }
    }

    @Test
    void laterRulesSeeWhatEarlierOnesHaveDone() throws Exception {
        String rules = """
                 http-request set-header x-a one
                 http-request del-header x-b -m beg
                 http-request set-path /seen if { req.hdr(x-a) one } !{ req.hdr(x-b) -m found }
                """;
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy, "/", "X-B: 1\r\nX-B2: 2\r\n")).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).startsWith("GET /seen HTTP/1.1\r\n").doesNotContain("X-B");
        }
    }

    @Test
    void nobodyChangesHowAMessageIsFramed() throws Exception {
        String rules = " http-request set-header content-length 3\n http-request del-header content- -m beg\n";
        try (TestProxy proxy = proxy(rules, "");
                Socket client = connect(proxy)) {
            send(client, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(readAll(client)).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).contains("Content-Length: 5\r\n").endsWith("hello");
        }
    }

    @Test
    void aValueCannotBecomeALineOfItsOwn() throws Exception {
        String rules = " http-request set-header x-a %[str(a\\r\\nx-evil:1)]%[url_param(v),url_dec]\n";
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy, "/?v=b%0d%0ax-evil:1", "")).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).doesNotContain("\r\nx-evil");
        }
    }

    @Test
    void aTargetCannotBecomeTwoRequests() throws Exception {
        try (TestProxy proxy = proxy(" http-request set-path /%[url_param(v),url_dec]\n", "")) {
            assertThat(ask(proxy, "/?v=a%20HTTP/1.1%0d%0a%0d%0a", "")).startsWith("HTTP/1.1 500");
            assertThat(origin.received()).isEmpty();
        }
    }

    @Test
    void responsesAreChangedAndAfterThemWhateverLeaves() throws Exception {
        String frontend = " http-after-response set-header x-last yes\n http-request deny if { path /no }\n";
        String backend = " http-response set-status 203 reason Other\n http-response add-header x-be 1\n";
        try (TestProxy proxy = proxy(frontend, backend)) {
            assertThat(ask(proxy, "/", ""))
                    .startsWith("HTTP/1.1 203 Other\r\n")
                    .contains("\r\nx-be: 1\r\n")
                    .contains("\r\nx-last: yes\r\n");
            assertThat(ask(proxy, "/no", ""))
                    .startsWith("HTTP/1.1 403")
                    .contains("\r\nx-last: yes\r\n")
                    .doesNotContain("x-be");
            assertThat(proxy.frontend("fe").counters().sum(Counter.REQUESTS_DENIED))
                    .isEqualTo(1);
        }
    }

    @Test
    void aCookieBringsAClientBackAndIsNotShownToServers() throws Exception {
        try (TestProxy proxy = proxy("", " cookie SRV insert indirect nocache\n")) {
            assertThat(ask(proxy, "/", "Cookie: a=1; SRV=nobody; b=2\r\n"))
                    .contains("\r\nset-cookie: SRV=one; path=/\r\n")
                    .contains("\r\ncache-control: private\r\n");
            assertThat(origin.received()).contains("Cookie: a=1; b=2\r\n");
            assertThat(ask(proxy, "/", "Cookie: SRV=one\r\n")).doesNotContain("set-cookie");
        }
    }

    @Test
    void connectionsWithoutAByteLeaveNoTraceWhereSoWanted() throws Exception {
        try (TestProxy proxy = proxy(" option http-ignore-probes\n timeout http-request 50ms\n", "");
                Socket waiting = connect(proxy)) {
            assertThat(readAll(waiting)).isEmpty();
            assertThat(proxy.frontend("fe").counters().sum(Counter.REQUEST_ERRORS))
                    .isZero();
        }
        try (TestProxy proxy = proxy(" option http-ignore-probes\n", "");
                Socket silent = connect(proxy);
                Socket begun = connect(proxy)) {
            silent.shutdownOutput();
            assertThat(readAll(silent)).isEmpty();
            assertThat(proxy.frontend("fe").counters().sum(Counter.REQUEST_ERRORS))
                    .isZero();
            send(begun, "GET");
            begun.shutdownOutput();
            assertThat(readAll(begun)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aFailedBodyIsWaitedForNoLongerThanTold() throws Exception {
        try (TestProxy proxy = proxy(" http-request wait-for-body time 50ms\n", "");
                Socket client = connect(proxy)) {
            send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
            assertThat(readAll(client)).startsWith("HTTP/1.1 408");
            assertThat(origin.received()).isEmpty();
        }
    }

    @Test
    void anAnswerOfARulesOwnKeepsTheClientWhateverItsStatus() throws Exception {
        try (TestProxy proxy = TestProxy.of(DEFAULTS + """
                        frontend fe
                         bind 127.0.0.1:0
                         http-request return status 408 if { path /408 }
                         http-request return status 400
                        """);
                Socket client = connect(proxy)) {
            for (String line : List.of("408 Request Time-out", "400 Bad Request")) {
                String expected = "HTTP/1.1 " + line + "\r\ncontent-length: 0\r\n\r\n";
                send(client, "GET /" + line.substring(0, 3) + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(read(client, expected.length())).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Asked once, when the server is reached: nothing has come yet.
                "accept | HTTP/1.1 200",
                "reject | nothing",
                "close | HTTP/1.1 502",
                "reject if { status 200 } | HTTP/1.1 200",
                "reject unless { status 200 } | nothing",
                // With what has come, once it makes a difference.
                "inspect-delay 20s; reject | nothing",
                "inspect-delay 20s; reject if { status 200 } | nothing",
                "inspect-delay 20s; reject unless { status 200 } | HTTP/1.1 200",
                "inspect-delay 20s; reject unless { res.len ge 1 } | HTTP/1.1 200",
                "inspect-delay 20s; reject if { res.payload(0,1) -m found } | HTTP/1.1 200",
                "inspect-delay 20s; close if { status 200 } | HTTP/1.1 200",
                "inspect-delay 20s; reject if { status 500 }; set-var(txn.seen) status | HTTP/1.1 200",
                "inspect-delay 1ms; accept if { wait_end } | HTTP/1.1 200",
            })
    void whatServersAnswerIsJudgedBeforeRulesAboutHttp(String rule, String start) throws Exception {
        String rules = " tcp-response content " + rule.replace("; ", "\n tcp-response content ") + "\n"
                + " http-response set-header seen %[var(txn.seen)]\n";
        rules = rules.replace("content inspect-delay", "inspect-delay");
        try (TestProxy proxy = proxy("", rules)) {
            String answer = ask(proxy, "/", "");
            boolean refused = start.equals("nothing");
            assertThat(answer).startsWith(refused ? "" : start);
            assertThat(answer.isEmpty()).isEqualTo(refused);
            assertThat(answer.contains("seen: 200")).isEqualTo(rule.contains("set-var"));
            assertThat(proxy.frontend("fe").counters().sum(Counter.RESPONSES_DENIED))
                    .isEqualTo(refused ? 1 : 0);
        }
    }

    /** What a configuration says stands for its bytes, written as they are or as escapes; here each is a character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "return status 200 content-type text/plain string \"\\xE0 \u00c3\u00a9\" | ~\u00e0 \u00c3\u00a9",
                "return status 200 content-type text/plain lf-string \"\\xE0 \u00c3\u00a9\" | ~\u00e0 \u00c3\u00a9",
                "return status 200 content-type text/plain lf-string %[str(\\xE0\u00e9),hex] | ~E0E9",
                "return status 200 content-type text/plain lf-string %[str(a),concat(\\xE0),hex] | ~61E0",
                "return status 200 content-type text/plain lf-string %[str(-\\xE0-),json(utf8s)] | ~--",
                "return status 200 hdr x-a \"\\xE0 \u00c3\u00a9\" | ~x-a: \u00e0 \u00c3\u00a9~",
                "return status 299 hdr x-a b if { str(\\xE0),hex E0 } { str(\u00c3\u00a9) \u00c3\u00a9 } | HTTP/1.1 299",
                "return status 299 hdr x-a b if { str(\\xE0),length 1 } { str(a\u00c3\u00a9) -m end \u00a9 } | HTTP/1.1 299",
            })
    void bytesComeOutAsTheyAreWritten(String action, String expected) throws Exception {
        try (TestProxy proxy = proxy(" http-request " + action + "\n", "")) {
            assertThat(ask(proxy, "/", "")).contains(expected.replace("~", "\r\n"));
        }
    }
}
