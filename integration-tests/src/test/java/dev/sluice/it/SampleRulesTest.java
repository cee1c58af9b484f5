package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import org.junit.jupiter.api.Test;

/** Rules that read traffic: variables from a connection to its response, content that is refused, backends by name. */
class SampleRulesTest {
    private static final String CONFIGURATION = WebConfiguration.BASE + """
            frontend http
                bind 127.0.0.1:0
                option socket-stats
                timeout tarpit 7s
                tcp-request connection set-var(sess.client) src
                tcp-request session set-var-fmt(sess.note) "n%[src_port,mul(0)]"
                tcp-request content set-var(txn.method) method
                tcp-request content reject if { path -m dir secret }
                http-request return status 200 content-type text/plain lf-string "%[var(sess.client)] %[var(sess.note)] %[var(txn.method)] %[var(proc.word)]" if { path /vars }
                http-request return status 200 content-type text/plain lf-string "%[fc_rtt(us)] %[fc_lost] %[fc_err_str] [%[fc_err_name]] %[fe_tarpit_timeout] %[bytes_in]" if { path /figures }
                use_backend %[path,field(2,/)]
                default_backend nowhere
            backend one
                http-request return status 200 content-type text/plain string one
            backend nowhere
                http-request return status 404 content-type text/plain string nowhere
            """;

    private static String ask(int port, String path) {
        try (Conversation client = new Conversation(port)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .response()
                    .body();
        }
    }

    @Test
    void rulesKeepCompareAndChoose() {
        try (ProxyProcess proxy = ProxyProcess.sluice(CONFIGURATION)) {
            int port = proxy.port("http");
            String set = proxy.admin().ask("experimental-mode on; set var proc.word expr str(a-b),field(2,-),upper");
            assertThat(set).doesNotContain("unknown");
            assertThat(proxy.admin().ask("get var proc.word")).contains("proc.word: type=str value=<B>");
            assertThat(ask(port, "/vars")).isEqualTo("127.0.0.1 n0 GET B");
            assertThat(ask(port, "/figures")).matches("[1-9][0-9]* 0 Success \\[] 7000 0");
            assertThat(ask(port, "/one/x")).isEqualTo("one");
            assertThat(ask(port, "/three/x")).isEqualTo("nowhere");
            try (Conversation client = new Conversation(port)) {
                assertThat(client.send("GET /a/secret/b HTTP/1.1\r\nHost: x\r\n\r\n")
                                .drain())
                        .isZero();
            }
        }
    }
}
