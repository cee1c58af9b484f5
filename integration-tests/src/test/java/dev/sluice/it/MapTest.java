package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.AddPatternEntriesRequest;
import dev.sluice.grpc.v1.CommitPatternSetRequest;
import dev.sluice.grpc.v1.PatternEntry;
import dev.sluice.grpc.v1.PreparePatternSetRequest;
import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map that says where requests go, changed through both doors while they come. */
class MapTest {
    private static final int KEYS = 500;
    private static final int COMMITS = 20;

    @TempDir
    private Path directory;

    private Path map() {
        return directory.resolve("hosts.map");
    }

    private void write(String backend) throws IOException {
        Files.writeString(map(), "# where each host goes\n\n" + lines(backend));
    }

    private static String lines(String backend) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            lines.append("host-").append(i).append(".test ").append(backend).append('\n');
        }
        return lines.toString();
    }

    private String configuration() {
        return "sluice\n    grpc 127.0.0.1:0 level admin\n" + WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    use_backend %%[req.hdr(host),lower,map(%s)]
                    default_backend nowhere
                backend one
                    http-request return status 200 content-type text/plain string one
                backend two
                    http-request return status 200 content-type text/plain string two
                backend nowhere
                    http-request return status 404 content-type text/plain string nowhere
                """.formatted(map());
    }

    private static String ask(Conversation client, int key) {
        return client.send("GET / HTTP/1.1\r\nHost: HOST-" + key + ".test\r\n\r\n")
                .response()
                .body();
    }

    private static String ask(int port, int key) {
        try (Conversation client = new Conversation(port)) {
            return ask(client, key);
        }
    }

    @Test
    void everyRequestSeesTheOldMapOrTheNewOne() throws Exception {
        write("one");
        long seed = System.nanoTime();
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration());
                GrpcClient grpc = new GrpcClient(proxy.grpcPort())) {
            int port = proxy.port("http");
            assertThat(ask(port, 7)).isEqualTo("one");
            assertThat(ask(port, KEYS)).isEqualTo("nowhere");
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong asked = new AtomicLong();
            ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(seed + i);
                Thread client = new Thread(() -> {
                    try (Conversation conversation = new Conversation(port)) {
                        while (!over.get()) {
                            seen.add(ask(conversation, random.nextInt(KEYS)));
                            asked.incrementAndGet();
                        }
                    }
                });
                clients.add(client);
                client.start();
            }
            try (Conversation conversation = new Conversation(port)) {
                for (int i = 1; i <= COMMITS; i++) {
                    String backend = i % 4 < 2 ? "two" : "one";
                    long before = asked.get();
                    if (i % 2 == 0) {
                        commitByWords(proxy, backend, i);
                    } else {
                        commitByCalls(grpc, backend, i);
                    }
                    assertThat(ask(conversation, i))
                            .as("commit %d has been answered, seed %d", i, seed)
                            .isEqualTo(backend);
                    Await.until(() -> "no request comes through", () -> asked.get() > before + 10);
                }
            } finally {
                over.set(true);
                for (Thread client : clients) {
                    client.join();
                }
            }
            assertThat(seen).as("seed %d", seed).containsExactly("one", "two");
            assertThat(proxy.admin().ask("show map"))
                    .contains("curr_ver=" + COMMITS + " next_ver=" + COMMITS + " entry_cnt=" + KEYS);
        }
    }

    private void commitByWords(ProxyProcess proxy, String backend, int version) {
        assertThat(proxy.admin().ask("prepare map " + map())).isEqualTo("New version created: " + version + "\n\n");
        assertThat(proxy.admin().ask("add map @" + version + " " + map() + " <<\n" + lines(backend)))
                .isEqualTo("\n");
        assertThat(proxy.admin().ask("commit map @" + version + " " + map())).isEqualTo("\n");
    }

    private void commitByCalls(GrpcClient grpc, String backend, int version) {
        String name = "patternSets/" + map();
        assertThat(grpc.patterns()
                        .preparePatternSet(PreparePatternSetRequest.newBuilder()
                                .setName(name)
                                .build())
                        .getVersion())
                .isEqualTo(version);
        AddPatternEntriesRequest.Builder add =
                AddPatternEntriesRequest.newBuilder().setName(name).setVersion(version);
        for (int i = 0; i < KEYS; i++) {
            add.addEntries(
                    PatternEntry.newBuilder().setKey("host-" + i + ".test").setValue(backend));
        }
        var added = grpc.patterns().addPatternEntries(add.build());
        assertThat(added.getPatternSet().getCurrentVersion()).isEqualTo(version - 1);
        var committed = grpc.patterns()
                .commitPatternSet(CommitPatternSetRequest.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .build());
        assertThat(committed.getPatternSet().getCurrentVersion()).isEqualTo(version);
    }

    @Test
    void changesOutliveAReloadUnlessTheFileHasChanged() throws Exception {
        write("one");
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration())) {
            int port = proxy.port("http");
            assertThat(proxy.admin().ask("set map " + map() + " host-7.test two"))
                    .isEqualTo("\n");
            assertThat(proxy.admin().ask("add map " + map() + " host-" + KEYS + ".test two"))
                    .isEqualTo("\n");
            assertThat(ask(port, 7)).isEqualTo("two");
            assertThat(proxy.admin().ask("reload")).doesNotContain("error");
            assertThat(ask(port, 7)).isEqualTo("two");
            assertThat(ask(port, KEYS)).isEqualTo("two");
            assertThat(ask(port, 8)).isEqualTo("one");

            write("two");
            Files.writeString(map(), Files.readString(map()).replace("host-7.test two", "host-7.test one"));
            assertThat(proxy.admin().ask("reload")).doesNotContain("error");
            assertThat(ask(port, 7)).isEqualTo("one");
            assertThat(ask(port, 8)).isEqualTo("two");
            assertThat(ask(port, KEYS)).isEqualTo("nowhere");

            Files.delete(map());
            assertThat(proxy.admin().ask("reload")).contains("failed to open pattern file <" + map() + ">");
            assertThat(ask(port, 8)).as("a refused reload changes nothing").isEqualTo("two");
        }
    }

    @Test
    void whatARuleChangesTheNextRuleFinds() throws Exception {
        Path seen = directory.resolve("seen.acl");
        Files.writeString(map(), "kept 1\n");
        Files.writeString(seen, "");
        String rules = WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    http-request add-acl(%2$s) %%[path] if { path_beg /mark }
                    http-request del-acl(%2$s) /mark/%%[path,field(3,/)] if { path_beg /clear }
                    http-request set-map(%1$s) %%[req.hdr(host)] %%[path] unless { path_beg /look }
                    http-request del-map(%1$s) %%[req.hdr(host)] if { path /gone }
                    http-request return status 200 content-type text/plain lf-string "%%[req.hdr(host),map(%1$s,-)] again" if { path -f %2$s }
                    http-request return status 200 content-type text/plain lf-string "%%[req.hdr(host),map(%1$s,-)]"
                """.formatted(map(), seen);
        try (ProxyProcess proxy = ProxyProcess.sluice(rules);
                Conversation client = new Conversation(proxy.port("http"))) {
            assertThat(paths(client, "/a", "/look", "/gone", "/look", "/mark/x", "/clear/x", "/b"))
                    .containsExactly("/a", "/a", "-", "-", "/mark/x again", "/clear/x", "/b");
            assertThat(proxy.admin().ask("show map " + map()))
                    .contains("kept 1")
                    .contains("one.test /b");
            assertThat(proxy.admin().ask("show acl " + seen)).doesNotContain("mark");
        }
    }

    private static List<String> paths(Conversation client, String... paths) {
        List<String> answers = new ArrayList<>();
        for (String path : paths) {
            answers.add(client.send("GET " + path + " HTTP/1.1\r\nHost: one.test\r\n\r\n")
                    .response()
                    .body());
        }
        return answers;
    }
}
