package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.sluice.config.Level;
import dev.sluice.grpc.v1.BalanceAlgorithm;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.ClearCountersRequest;
import dev.sluice.grpc.v1.ClearMaximaRequest;
import dev.sluice.grpc.v1.ClearServerCountersRequest;
import dev.sluice.grpc.v1.GetPatternSetRequest;
import dev.sluice.grpc.v1.ListStatsRequest;
import dev.sluice.grpc.v1.PatternServiceGrpc;
import dev.sluice.grpc.v1.ResourceChange;
import dev.sluice.grpc.v1.Stats;
import dev.sluice.grpc.v1.StatsKind;
import dev.sluice.grpc.v1.StatsServiceGrpc;
import dev.sluice.grpc.v1.TableServiceGrpc;
import dev.sluice.grpc.v1.WatchChangesRequest;
import dev.sluice.grpc.v1.WatchMark;
import dev.sluice.grpc.v1.WatchStatsRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls every method, and looks at the state itself for what came of it. The last check is that none was left out. */
class EveryCallTest {
    private static final String S1 = "backends/app/servers/s1";
    private static final Set<String> CALLED = new ConcurrentSkipListSet<>();

    private TestProgram program;
    private Channel channel;

    @BeforeEach
    void start() throws IOException {
        program = TestProgram.start();
        channel = recorded(program.admin());
    }

    private static Channel recorded(Channel plain) {
        return ClientInterceptors.intercept(plain, new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                CALLED.add(method.getFullMethodName());
                return next.newCall(method, options);
            }
        });
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void tables() throws IOException {
        program.close();
        program = TestProgram.start(TablesTest.TEXT);
        TablesTest.callAll(TableServiceGrpc.newBlockingStub(recorded(program.admin())));
    }

    @Test
    void patterns(@TempDir Path directory) throws Exception {
        var patterns = PatternServiceGrpc.newBlockingStub(channel);
        String name = PatternsTest.load(program.state(), directory);
        assertThat(patterns.getPatternSet(
                                GetPatternSetRequest.newBuilder().setName(name).build())
                        .getPatternSet()
                        .getEntryCount())
                .isEqualTo(2);
        PatternsTest.callAll(patterns, name);
    }

    @Test
    void topology() throws IOException {
        program.close();
        program = TestProgram.start(TopologyTest.TEXT);
        TopologyTest.callAll(recorded(program.admin()));
    }

    @AfterAll
    static void noneWasLeftOut() {
        assertThat(CALLED).containsExactlyElementsOf(new TreeSet<>(CalledTest.methods()));
    }

    private dev.sluice.state.Server s1() {
        return program.state().topology().backend("app").orElseThrow().servers().get(0);
    }

    @Test
    void servers() {
        new ServerCalls(program, channel).servers();
    }

    @Test
    void serverStates() {
        new ServerCalls(program, channel).serverStates();
    }

    @Test
    void drains() {
        new ServerCalls(program, channel).drains();
    }

    @Test
    void batches() {
        new ServerCalls(program, channel).batches();
    }

    @Test
    void serverChecks() {
        new ServerCalls(program, channel).serverChecks();
    }

    @Test
    void updateServer() {
        new ServerCalls(program, channel).updateServer();
    }

    @Test
    void backends() {
        new ProxyCalls(program, channel).backends();
    }

    @Test
    void dynamicCookies() {
        new ProxyCalls(program, channel).dynamicCookies();
    }

    @Test
    void frontends() {
        new ProxyCalls(program, channel).frontends();
    }

    @Test
    void sessions() {
        new ProxyCalls(program, channel).sessions();
    }

    @Test
    void watches() {
        var changes = ChangeServiceGrpc.newBlockingStub(channel).watchChanges(WatchChangesRequest.getDefaultInstance());
        assertThat(changes.next().getPresentList())
                .extracting(ResourceChange::getName)
                .containsExactly(
                        "frontends/web",
                        "backends/app",
                        S1,
                        "backends/app/servers/s2",
                        "backends/fixed",
                        "backends/fixed/servers/f1");
        assertThat(changes.next().getMark()).isEqualTo(WatchMark.WATCH_MARK_SYNCED);
        var rounds = StatsServiceGrpc.newBlockingStub(channel)
                .watchStats(WatchStatsRequest.newBuilder()
                        .setInterval(Times.duration(100))
                        .setFilter("kind = SERVER AND weight >= 10")
                        .setReadMask(FieldMask.newBuilder().addPaths("name"))
                        .build());
        for (int i = 0; i < 2; i++) {
            var round = rounds.next();
            assertThat(round.getLast()).isTrue();
            assertThat(round.getStatsList())
                    .containsExactly(
                            Stats.newBuilder().setName(S1).build(),
                            Stats.newBuilder()
                                    .setName("backends/app/servers/s2")
                                    .build());
        }
    }

    @Test
    void stats() {
        var stats = StatsServiceGrpc.newBlockingStub(channel);
        s1().sessions().increment();
        s1().sessions().decrement();
        var all = stats.listStats(ListStatsRequest.getDefaultInstance());
        assertThat(all.getStatsList())
                .extracting(Stats::getName)
                .containsExactly(
                        "frontends/web",
                        S1,
                        "backends/app/servers/s2",
                        "backends/app",
                        "backends/fixed/servers/f1",
                        "backends/fixed");
        Stats server = all.getStats(1);
        assertThat(server.getKind()).isEqualTo(StatsKind.STATS_KIND_SERVER);
        assertThat(server.getSessionsMax()).isEqualTo(1);
        assertThat(server.getWeight()).isEqualTo(10);
        assertThat(server.getServerAddress().getPort()).isEqualTo(8001);
        assertThat(server.hasCheckRise()).isTrue();
        assertThat(all.getStats(2).getSessionsLimit()).isEqualTo(5);
        assertThat(all.getStats(0).hasQueueCurrent())
                .as("frontends have no queue")
                .isFalse();
        stats.clearMaxima(ClearMaximaRequest.getDefaultInstance());
        assertThat(s1().sessions().maximum()).isZero();
        stats.clearCounters(ClearCountersRequest.getDefaultInstance());
        s1().sessions().increment();
        s1().sessions().decrement();
        stats.clearServerCounters(
                ClearServerCountersRequest.newBuilder().setServer(S1).build());
        assertThat(s1().sessions().maximum()).isZero();
        var only = stats.listStats(ListStatsRequest.newBuilder()
                .setParent("backends/app")
                .addKinds(StatsKind.STATS_KIND_SERVER)
                .build());
        assertThat(only.getStatsList()).extracting(Stats::getId).containsExactly(1, 2);
    }

    @Test
    void userSeesNoAddresses() {
        var stats = StatsServiceGrpc.newBlockingStub(program.channel(Level.USER));
        var all = stats.listStats(ListStatsRequest.getDefaultInstance());
        assertThat(all.getStats(1).hasServerAddress()).isFalse();
        assertThat(all.getStats(3).getAlgorithm()).isEqualTo(BalanceAlgorithm.BALANCE_ALGORITHM_UNSPECIFIED);
    }

    @Test
    void process() {
        new ProcessCalls(program, channel).process();
    }

    @Test
    void limits() {
        new ProcessCalls(program, channel).limits();
    }

    @Test
    void waiting() {
        new ProcessCalls(program, channel).waiting();
    }

    @Test
    void reload() {
        new ProcessCalls(program, channel).reload();
    }

    @Test
    void variables() {
        new VariableCalls(channel).variables();
    }

    @Test
    void caches() {
        new CacheCalls(channel).caches();
    }

    @Test
    void certificates(@TempDir Path directory) throws Exception {
        String pem = Files.readString(Pem.make(directory, "new.test").chainAndKey());
        new CertificateCalls(channel).certificates(pem);
    }

    @Test
    void insides() {
        new InspectionCalls(program, channel).insides();
    }

    @Test
    void badMessages() {
        new InspectionCalls(program, channel).badMessages();
    }
}
