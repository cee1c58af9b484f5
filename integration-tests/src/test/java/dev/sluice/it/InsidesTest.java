package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.UnixClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody looks into the running program, to find out why a client or a server is refused and what the program is busy with. */
class InsidesTest {
    private final RawServer server = new RawServer((socket, in, out) -> {
        String head = RawServer.head(in);
        String answer = head.startsWith("GET /bad")
                ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nBad Header: y\r\n\r\nok"
                : "HTTP/1.1 200 Fine\r\nContent-Length: 3\r\nX-One: Two\r\nConnection: close\r\n\r\nok\n";
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    });

    private final ProxyProcess proxy = ProxyProcess.sluice("""
            global
                stats socket {{dir}}/admin.sock level admin
                nbthread 2
                anonkey 5
            defaults
                mode http
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            frontend www
                bind 127.0.0.1:0
                option socket-stats
                default_backend app
            backend app
                server s1 127.0.0.1:%d
                server s2 10.1-a.test:1 init-addr none resolvers names
            resolvers names
                nameserver none 127.0.0.1:1
            """.formatted(server.port()));

    @AfterEach
    void end() {
        proxy.close();
        server.close();
    }

    private String ask(String command) {
        return proxy.admin().ask(command);
    }

    @Test
    void whatWasRefusedIsShown() {
        assertThat(ask("show errors")).matches("Total events captured on \\[[^]]*] : 0\n\n");
        try (Conversation client = new Conversation(proxy.port("www"))) {
            client.send("GET / HTTP/1.1\r\nHost: t\r\nNo Header: x\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(400);
        }
        try (Conversation client = new Conversation(proxy.port("www"))) {
            client.send("GET /bad HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(502);
        }
        String both = ask("show errors");
        assertThat(both)
                .contains("] : 2\n \n[", "frontend www (#2): invalid request\n", "error at position 27\n")
                .contains(
                        "\n  00000  GET / HTTP/1.1\\r\\n\n",
                        "\n  00025  No Header: x\\r\\n\n",
                        "event #0, src 127.0.0.1:")
                .contains("backend app (#3): invalid response\n  frontend www (#2), server s1 (#1), event #1")
                .contains("\n  00036  Bad Header: y\\r\\n\n");
        assertThat(ask("show errors app")).contains("invalid response").doesNotContain("invalid request");
        assertThat(ask("show errors www request")).contains("invalid request").doesNotContain("invalid response");
        assertThat(ask("debug counters")).contains("2          GLT http:");
        assertThat(ask("debug counters reset;debug counters")).isEqualTo("\n\n");
        assertThat(ask("set output json;show errors app")).contains("\"direction\":\"response\"", "\"server\":\"s1\"");
    }

    @Test
    void whatTheProgramIsBusyWithIsTold() {
        assertThat(ask("show activity")).startsWith("thread_id: 1 (1..2)\n").containsPattern("loops: [1-9][0-9]* \\[ ");
        assertThat(ask("show threads")).startsWith("* Thread 1 : id=").contains("name=sluice-control", "dev.sluice.");
        assertThat(ask("show pools"))
                .startsWith("Dumping pools usage. Use SIGQUIT to flush them.\n")
                .contains("Pool jvm_")
                .containsPattern("Total: [1-9][0-9]* pools, [1-9]");
        assertThat(ask("show fd l")).contains("type=listener fam=ipv4 st=LISTEN src=127.0.0.1:" + proxy.port("www"));
        try (Conversation client = new Conversation(proxy.port("www"))) {
            client.get("/");
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(ask("show libs")).contains("libjvm.so", ".jar");
        assertThat(ask("show dev")).contains("HAProxy version", "virtual machine: ", "OS name: Linux");
        assertThat(ask("show startup-logs")).contains("haproxy version is ");
        assertThat(ask("set profiling tasks on;show profiling tasks")).contains("sluice-");
    }

    @Test
    void oneRequestIsSentFromTheProgramItself() {
        String uri = "http://127.0.0.1:" + server.port();
        assertThat(ask("expert-mode on -;httpclient GET " + uri + "/"))
                .isEqualTo("HTTP/1.1 200 Fine\ncontent-length: 3\r\nx-one: Two\r\n\r\nok\n\n");
        assertThat(ask("expert-mode on -;httpclient GET " + uri + "/bad")).startsWith("HTTP/1.1 0 Bad Gateway\n");
        assertThat(ask("httpclient GET " + uri)).isEqualTo("This command is restricted to expert mode only.\n\n");
    }

    @Test
    void changesAreFollowedUntilTheReaderSaysAnything() {
        try (UnixClient reader = new UnixClient(proxy.directory().resolve("admin.sock"))) {
            reader.send("prompt\nshow events changes -w -n\n");
            reader.until("> ");
            ask("set weight app/s1 50%");
            assertThat(reader.until("\n")).matches("<133>.* socket server app/s1 .*\n");
            reader.send("anything\n");
            assertThat(reader.until("> ")).isEqualTo("\n> ");
            reader.send("show cli level\n");
            assertThat(reader.until("> ")).isEqualTo("admin\n\n> ");
        }
    }

    @Test
    void namesAreHiddenWithTheKeyOfTheConfiguration() {
        assertThat(ask("set anon on;show anon")).isEqualTo("\nAnonymized mode enabled\nKey : 5\n\n");
        assertThat(ask("set anon on;debug dev hash be2")).isEqualTo("\n8d7e53\n\n");
        assertThat(ask("set anon on;debug dev hash")).isEqualTo("\n\n\n");
        assertThat(ask("set anon on;show servers state"))
                .doesNotContain(" app ")
                .doesNotContain("10.1-a.test")
                .contains(" 8e467b ");
    }
}
