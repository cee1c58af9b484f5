package dev.sluice.proxy.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.Source;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Clock;
import dev.sluice.state.NameReports;
import dev.sluice.state.NameServerCounter;
import dev.sluice.state.NameServerCounters;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers follow their names. */
class ResolverTest {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private FakeNameServer names;
    private @Nullable ResolverRig rig;

    @BeforeEach
    void start() throws IOException {
        names = new FakeNameServer();
    }

    @AfterEach
    void stop() {
        rig().close();
        names.close();
    }

    private ResolverRig rig() {
        return Objects.requireNonNull(rig, "not opened");
    }

    private void open(String servers) {
        rig = new ResolverRig("""
                resolvers mine
                    nameserver ns %s
                    timeout resolve 20ms
                    timeout retry 200ms
                    resolve_retries 2
                    hold nx 1ms
                    hold timeout 1ms
                defaults
                    mode http
                    timeout connect 1s
                    timeout server 1s
                    timeout client 1s
                backend be
                %s
                """.formatted("127.0.0.1:" + names.port(), servers), said);
    }

    /** Waits for a report that was not there before. */
    private void hears(String report) throws InterruptedException {
        String heard = said.poll(5, TimeUnit.SECONDS);
        while (heard != null && !heard.equals(report)) {
            heard = said.poll(5, TimeUnit.SECONDS);
        }
        assertThat(heard).isEqualTo(report);
    }

    @Test
    void aServerFollowsItsName() throws InterruptedException {
        names.say("one.test", "127.0.0.1");
        open("    server s one.test:80 resolvers mine init-addr none resolve-prefer ipv4");
        hears("s at 127.0.0.1");
        names.say("one.test", "127.0.0.2");
        hears("s at 127.0.0.2");
        names.forget("one.test");
        hears("s lost: DNS NX status");
        names.say("one.test", "127.0.0.3");
        hears("s at 127.0.0.3");
        names.silent(true);
        hears("s lost: DNS timeout status");
        assertThat(rig().counters().get(NameServerCounter.SENT)).isPositive();
        assertThat(rig().counters().get(NameServerCounter.VALID)).isPositive();
        assertThat(rig().counters().get(NameServerCounter.NO_SUCH_NAME)).isPositive();
        assertThat(rig().counters().get(NameServerCounter.TIMEOUT)).isPositive();
    }

    @Test
    void theOtherFamilyIsAskedForToo() throws InterruptedException {
        names.say("one.test", "127.0.0.1");
        open("    server s one.test:80 resolvers mine init-addr none");
        hears("s at 127.0.0.1");
        assertThat(rig().counters().get(NameServerCounter.ANY_ERROR)).isPositive();
    }

    @Test
    void onlyTheFamiliesWantedAreAskedFor() throws InterruptedException {
        names.say("one.test", "127.0.0.1");
        open("    server s one.test:80 resolvers mine init-addr none\nglobal\n    dns-accept-family ipv4");
        hears("s at 127.0.0.1");
        assertThat(rig().counters().get(NameServerCounter.ANY_ERROR)).isZero();
    }

    @Test
    void serversOfATemplateShareTheAddresses() throws InterruptedException {
        names.say("many.test", "127.0.0.1", "127.0.0.2");
        open("    server-template t 3 many.test:80 resolvers mine init-addr none resolve-prefer ipv4");
        hears("t1 at 127.0.0.1");
        hears("t2 at 127.0.0.2");
        hears("t3 lost: No IP for server ");
    }

    @Test
    void networksArePreferred() throws InterruptedException {
        names.say("one.test", "127.0.0.1", "127.9.0.1");
        open("    server s one.test:80 resolvers mine init-addr none resolve-prefer ipv4 resolve-net 127.9.0.0/16");
        hears("s at 127.9.0.1");
    }

    @Test
    void aServerThatIsGoneIsAskedForNoMore() throws InterruptedException {
        names.say("one.test", "127.0.0.1");
        open("    server s one.test:80 resolvers mine init-addr none resolve-prefer ipv4");
        hears("s at 127.0.0.1");
        rig().remove();
        int before = -1;
        // What was under way comes to its end; then there is silence for longer than an interval.
        while (before != names.asked()) {
            before = names.asked();
            assertThat(said.poll(200, TimeUnit.MILLISECONDS))
                    .as("asked %d times", before)
                    .isIn(null, "s at 127.0.0.1");
        }
    }

    /** A resolver over the servers of one configuration. */
    private static final class ResolverRig implements AutoCloseable, CheckReports, NameReports {
        private final BlockingQueue<String> said;
        private final RuntimeState state = new RuntimeState(
                new ProcessState(new ProcessState.Identity("Test", "1.2.3", "2026/01/01", 42, 1, 0, 0)));
        private final List<Server> servers = new ArrayList<>();
        private final Resolver resolver;

        ResolverRig(String text, BlockingQueue<String> said) {
            this.said = said;
            Configuration configuration = new ConfigurationParser(Keywords.of(BuiltInKeywords.ALL))
                    .parse(List.of(new Source("test.cfg", text)), Environment.ofProcess(), ParseOptions.DEFAULT)
                    .usable()
                    .orElseThrow();
            state.configuration(configuration);
            ProxySpec section = configuration.proxies().get(0);
            Backend backend = new Backend(section, 1);
            section.servers().forEach(line -> servers.add(new Server(backend, line, servers.size() + 1)));
            backend.servers(servers);
            resolver = new Resolver(state, Clock.SYSTEM, this, task -> {
                Thread thread = new Thread(task, "test-resolver");
                thread.setDaemon(true);
                return thread;
            });
            servers.forEach(resolver::changed);
        }

        NameServerCounters counters() {
            return state.nameServer("mine", "ns");
        }

        void remove() {
            servers.forEach(resolver::removed);
        }

        @Override
        public void close() {
            resolver.close();
        }

        @Override
        public NameReports names() {
            return this;
        }

        @Override
        public void found(Server server, Place place) {
            said.add(server.name() + " at " + place.host());
        }

        @Override
        public void lost(Server server, String cause) {
            said.add(server.name() + " lost: " + cause);
        }

        @Override
        public void named(Server server, String name, int port, int weight) {
            said.add(server.name() + " is " + name + ":" + port);
        }

        @Override
        public void health(Server server, CheckResult result) {}

        @Override
        public void agent(Server server, CheckResult result, @Nullable String line) {}
    }
}
