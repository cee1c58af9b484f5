package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.sluice.config.Level;
import dev.sluice.grpc.v1.AdminCause;
import dev.sluice.grpc.v1.AdminState;
import dev.sluice.grpc.v1.AgentHealth;
import dev.sluice.grpc.v1.Backend;
import dev.sluice.grpc.v1.BackendServiceGrpc;
import dev.sluice.grpc.v1.BalanceAlgorithm;
import dev.sluice.grpc.v1.BatchUpdateServersRequest;
import dev.sluice.grpc.v1.CancelDrainRequest;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.ClearCountersRequest;
import dev.sluice.grpc.v1.ClearMaximaRequest;
import dev.sluice.grpc.v1.ClearServerCountersRequest;
import dev.sluice.grpc.v1.DisableBackendRequest;
import dev.sluice.grpc.v1.DisableDynamicCookieRequest;
import dev.sluice.grpc.v1.DisableFrontendRequest;
import dev.sluice.grpc.v1.DisableServerAgentCheckRequest;
import dev.sluice.grpc.v1.DisableServerHealthCheckRequest;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.Drain;
import dev.sluice.grpc.v1.DrainPhase;
import dev.sluice.grpc.v1.DrainServerRequest;
import dev.sluice.grpc.v1.DynamicCookieServiceGrpc;
import dev.sluice.grpc.v1.EnableBackendRequest;
import dev.sluice.grpc.v1.EnableDynamicCookieRequest;
import dev.sluice.grpc.v1.EnableFrontendRequest;
import dev.sluice.grpc.v1.EnableServerAgentCheckRequest;
import dev.sluice.grpc.v1.EnableServerHealthCheckRequest;
import dev.sluice.grpc.v1.EnableServerRequest;
import dev.sluice.grpc.v1.Frontend;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.FrontendState;
import dev.sluice.grpc.v1.GetBackendRequest;
import dev.sluice.grpc.v1.GetFrontendRequest;
import dev.sluice.grpc.v1.GetPatternSetRequest;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.GetSessionRequest;
import dev.sluice.grpc.v1.ListBackendsRequest;
import dev.sluice.grpc.v1.ListDrainsRequest;
import dev.sluice.grpc.v1.ListFrontendsRequest;
import dev.sluice.grpc.v1.ListServerConnectionsRequest;
import dev.sluice.grpc.v1.ListServersRequest;
import dev.sluice.grpc.v1.ListSessionsRequest;
import dev.sluice.grpc.v1.ListStatsRequest;
import dev.sluice.grpc.v1.OperationalState;
import dev.sluice.grpc.v1.PatternServiceGrpc;
import dev.sluice.grpc.v1.ProxyMode;
import dev.sluice.grpc.v1.ResourceChange;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerAddress;
import dev.sluice.grpc.v1.ServerHealth;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.Session;
import dev.sluice.grpc.v1.SessionServiceGrpc;
import dev.sluice.grpc.v1.SetDynamicCookieKeyRequest;
import dev.sluice.grpc.v1.SetServerAgentHealthRequest;
import dev.sluice.grpc.v1.SetServerHealthRequest;
import dev.sluice.grpc.v1.ShutdownFrontendRequest;
import dev.sluice.grpc.v1.ShutdownServerSessionsRequest;
import dev.sluice.grpc.v1.ShutdownSessionRequest;
import dev.sluice.grpc.v1.Stats;
import dev.sluice.grpc.v1.StatsKind;
import dev.sluice.grpc.v1.StatsServiceGrpc;
import dev.sluice.grpc.v1.TableServiceGrpc;
import dev.sluice.grpc.v1.UpdateFrontendRequest;
import dev.sluice.grpc.v1.UpdateServerRequest;
import dev.sluice.grpc.v1.WatchChangesRequest;
import dev.sluice.grpc.v1.WatchMark;
import dev.sluice.grpc.v1.WatchStatsRequest;
import dev.sluice.state.Frontend.Status;
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

    private dev.sluice.state.Frontend web() {
        return program.state().topology().frontend("web").orElseThrow();
    }

    @Test
    void servers() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        var get = servers.getServer(GetServerRequest.newBuilder().setName(S1).build());
        Server server = get.getServer();
        assertThat(server.getName()).isEqualTo(S1);
        assertThat(server.getId()).isEqualTo(1);
        assertThat(server.getAddress().getHost()).isEqualTo("127.0.0.1");
        assertThat(server.getAddress().getPort()).isEqualTo(8001);
        assertThat(server.getWeight()).isEqualTo(10);
        assertThat(server.getInitialWeight()).isEqualTo(10);
        assertThat(server.getAdminState()).isEqualTo(AdminState.ADMIN_STATE_READY);
        assertThat(server.getHealthCheck().getConfigured()).isTrue();
        assertThat(get.getRevision()).isEqualTo(program.revision());

        var list = servers.listServers(
                ListServersRequest.newBuilder().setParent("backends/-").build());
        assertThat(list.getServersList())
                .extracting(Server::getName)
                .containsExactly(S1, "backends/app/servers/s2", "backends/fixed/servers/f1");
        assertThat(servers.listServers(ListServersRequest.newBuilder()
                                .setParent("backends/app")
                                .build())
                        .getServersList())
                .extracting(Server::getName)
                .containsExactly(S1, "backends/app/servers/s2");

        s1().idleConnections().increment();
        var connections = servers.listServerConnections(ListServerConnectionsRequest.newBuilder()
                .setParent("backends/app")
                .build());
        assertThat(connections.getServerConnections(0).getIdle()).isEqualTo(1);
        assertThat(connections.getServerConnections(0).getPurgeDelay()).isEqualTo(Times.duration(5000));
    }

    @Test
    void serverStates() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        long before = program.revision();
        var disabled = servers.disableServer(
                DisableServerRequest.newBuilder().setName(S1).build());
        assertThat(disabled.getServer().getAdminState()).isEqualTo(AdminState.ADMIN_STATE_MAINT);
        assertThat(disabled.getServer().getAdminCausesList()).containsExactly(AdminCause.ADMIN_CAUSE_FORCED_MAINT);
        assertThat(disabled.getServer().getOperationalState()).isEqualTo(OperationalState.OPERATIONAL_STATE_STOPPED);
        assertThat(disabled.getRevision()).isEqualTo(before + 1);
        assertThat(disabled.getServer().getRevision()).isEqualTo(before + 1);
        assertThat(s1().adminState()).isEqualTo(dev.sluice.state.AdminState.FORCED_MAINT);

        var again = servers.disableServer(
                DisableServerRequest.newBuilder().setName(S1).build());
        assertThat(again.getRevision()).as("no change, no revision").isEqualTo(before + 1);

        var enabled = servers.enableServer(
                EnableServerRequest.newBuilder().setName(S1).build());
        assertThat(enabled.getServer().getAdminState()).isEqualTo(AdminState.ADMIN_STATE_READY);
        assertThat(s1().adminState()).isZero();
    }

    @Test
    void drains() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        s1().sessions().increment();
        var drained =
                servers.drainServer(DrainServerRequest.newBuilder().setName(S1).build());
        assertThat(drained.next().getDrain().getSessionsLeft()).isEqualTo(1);
        assertThat(s1().adminState()).isEqualTo(dev.sluice.state.AdminState.FORCED_DRAIN);
        var list = servers.listDrains(ListDrainsRequest.getDefaultInstance());
        assertThat(list.getDrainsList()).extracting(Drain::getServer).containsExactly(S1);
        var cancelled = servers.cancelDrain(
                CancelDrainRequest.newBuilder().setServer(S1).build());
        assertThat(cancelled.getServer().getAdminState()).isEqualTo(AdminState.ADMIN_STATE_READY);
        assertThat(drained.next().getDrain().getPhase()).isEqualTo(DrainPhase.DRAIN_PHASE_CANCELLED);
        assertThat(drained.hasNext()).isFalse();
        Refused.by(() -> servers.cancelDrain(
                        CancelDrainRequest.newBuilder().setServer(S1).build()))
                .with(io.grpc.Status.Code.NOT_FOUND, "DRAIN_NOT_FOUND");
    }

    @Test
    void batches() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        long before = program.revision();
        var request = BatchUpdateServersRequest.newBuilder()
                .setParent("backends/app")
                .addRequests(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder().setName(S1).setWeight(1)))
                .addRequests(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder()
                                .setName("backends/app/servers/s2")
                                .setWeight(2)));
        var updated = servers.batchUpdateServers(request.build());
        assertThat(updated.getRevision()).as("one change").isEqualTo(before + 1);
        assertThat(updated.getServersList()).extracting(Server::getWeight).containsExactly(1, 2);
        assertThat(s1().weight()).isEqualTo(1);

        var oneBad = request.setParent("backends/-")
                .setRequests(
                        0,
                        UpdateServerRequest.newBuilder()
                                .setServer(Server.newBuilder().setName(S1).setWeight(9)))
                .addRequests(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder()
                                .setName("backends/fixed/servers/f1")
                                .setWeight(9)))
                .build();
        Refused.by(() -> servers.batchUpdateServers(oneBad))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "STATIC_ALGORITHM");
        assertThat(s1().weight()).as("all or nothing").isEqualTo(1);
        assertThat(program.revision()).isEqualTo(before + 1);
        var stale = request.setRequests(
                        1,
                        UpdateServerRequest.newBuilder()
                                .setServer(Server.newBuilder()
                                        .setName("backends/app/servers/s2")
                                        .setEtag("old")
                                        .setWeight(3)))
                .removeRequests(2)
                .build();
        Refused.by(() -> servers.batchUpdateServers(stale)).with(io.grpc.Status.Code.ABORTED, "ETAG_MISMATCH");
        assertThat(s1().weight()).isEqualTo(1);
        var twice = request.setRequests(1, request.getRequests(0)).build();
        Refused.by(() -> servers.batchUpdateServers(twice)).with(io.grpc.Status.Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
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
    void serverChecks() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        var off = servers.disableServerHealthCheck(
                DisableServerHealthCheckRequest.newBuilder().setName(S1).build());
        assertThat(off.getServer().getHealthCheck().getEnabled()).isFalse();
        assertThat(s1().health().isEnabled()).isFalse();
        var on = servers.enableServerHealthCheck(
                EnableServerHealthCheckRequest.newBuilder().setName(S1).build());
        assertThat(on.getServer().getHealthCheck().getEnabled()).isTrue();
        var down = servers.setServerHealth(SetServerHealthRequest.newBuilder()
                .setName(S1)
                .setHealth(ServerHealth.SERVER_HEALTH_DOWN)
                .build());
        assertThat(down.getServer().getOperationalState()).isEqualTo(OperationalState.OPERATIONAL_STATE_STOPPED);
        servers.disableServerAgentCheck(
                DisableServerAgentCheckRequest.newBuilder().setName(S1).build());
        assertThat(s1().agent().isEnabled()).isFalse();
        Refused.by(() -> servers.enableServerAgentCheck(
                        EnableServerAgentCheckRequest.newBuilder().setName(S1).build()))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "AGENT_NOT_CONFIGURED");
        Refused.by(() -> servers.setServerAgentHealth(SetServerAgentHealthRequest.newBuilder()
                        .setName(S1)
                        .setHealth(AgentHealth.AGENT_HEALTH_UP)
                        .build()))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "AGENT_NOT_CONFIGURED");
    }

    @Test
    void updateServer() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        long before = program.revision();
        var updated = servers.updateServer(UpdateServerRequest.newBuilder()
                .setServer(Server.newBuilder()
                        .setName(S1)
                        .setWeight(0)
                        .setMaxConnections(9)
                        .setAddress(
                                ServerAddress.newBuilder().setHost("127.0.0.2").setPort(9000)))
                .build());
        assertThat(updated.getRevision()).as("one change").isEqualTo(before + 1);
        assertThat(s1().weight()).isZero();
        assertThat(s1().maxconn()).isEqualTo(9);
        assertThat(s1().address().display()).isEqualTo("127.0.0.2:9000");

        servers.updateServer(UpdateServerRequest.newBuilder()
                .setServer(Server.newBuilder().setName(S1).setWeight(30).setMaxConnections(1))
                .setUpdateMask(FieldMask.newBuilder().addPaths("weight"))
                .build());
        assertThat(s1().weight()).isEqualTo(30);
        assertThat(s1().maxconn()).as("not in the mask").isEqualTo(9);
    }

    @Test
    void backends() {
        var backends = BackendServiceGrpc.newBlockingStub(channel);
        var list = backends.listBackends(ListBackendsRequest.getDefaultInstance());
        assertThat(list.getBackendsList())
                .extracting(Backend::getName)
                .containsExactly("backends/app", "backends/fixed");
        assertThat(list.getBackends(1).getAlgorithm()).isEqualTo(BalanceAlgorithm.BALANCE_ALGORITHM_STATIC_ROUND_ROBIN);
        var disabled = backends.disableBackend(
                DisableBackendRequest.newBuilder().setName("backends/app").build());
        assertThat(disabled.getBackend().getEnabled()).isFalse();
        assertThat(program.state().topology().backend("app").orElseThrow().isEnabled())
                .isFalse();
        backends.enableBackend(
                EnableBackendRequest.newBuilder().setName("backends/app").build());
        var get = backends.getBackend(
                GetBackendRequest.newBuilder().setName("backends/app").build());
        assertThat(get.getBackend().getEnabled()).isTrue();
        assertThat(get.getBackend().getTotalServers()).isEqualTo(2);
        assertThat(get.getBackend().getMode()).isEqualTo(ProxyMode.PROXY_MODE_HTTP);
    }

    @Test
    void dynamicCookies() {
        var cookies = DynamicCookieServiceGrpc.newBlockingStub(channel);
        var app = program.state().topology().backend("app").orElseThrow();
        var enabled = cookies.enableDynamicCookie(
                EnableDynamicCookieRequest.newBuilder().setName("backends/app").build());
        assertThat(enabled.getBackend().getName()).isEqualTo("backends/app");
        assertThat(app.cookies().isDynamic()).isTrue();
        cookies.setDynamicCookieKey(SetDynamicCookieKeyRequest.newBuilder()
                .setName("backends/app")
                .setKey("secret")
                .build());
        assertThat(app.cookies().key()).isEqualTo("secret");
        cookies.disableDynamicCookie(
                DisableDynamicCookieRequest.newBuilder().setName("backends/app").build());
        assertThat(app.cookies().isDynamic()).isFalse();
    }

    @Test
    void frontends() {
        var frontends = FrontendServiceGrpc.newBlockingStub(channel);
        var list = frontends.listFrontends(ListFrontendsRequest.getDefaultInstance());
        assertThat(list.getFrontendsList()).extracting(Frontend::getName).containsExactly("frontends/web");
        assertThat(list.getFrontends(0)
                        .getListeners(0)
                        .getAddress()
                        .getInternet()
                        .getHost())
                .isEqualTo("127.0.0.1");
        frontends.updateFrontend(UpdateFrontendRequest.newBuilder()
                .setFrontend(Frontend.newBuilder().setName("frontends/web").setMaxConnections(0))
                .build());
        assertThat(web().maxconn()).isZero();
        frontends.disableFrontend(
                DisableFrontendRequest.newBuilder().setName("frontends/web").build());
        assertThat(web().status()).isEqualTo(Status.PAUSED);
        frontends.enableFrontend(
                EnableFrontendRequest.newBuilder().setName("frontends/web").build());
        assertThat(web().status()).isEqualTo(Status.OPEN);
        frontends.shutdownFrontend(
                ShutdownFrontendRequest.newBuilder().setName("frontends/web").build());
        var get = frontends.getFrontend(
                GetFrontendRequest.newBuilder().setName("frontends/web").build());
        assertThat(get.getFrontend().getState()).isEqualTo(FrontendState.FRONTEND_STATE_STOPPED);
        Refused.by(() -> frontends.enableFrontend(EnableFrontendRequest.newBuilder()
                        .setName("frontends/web")
                        .build()))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "FRONTEND_SHUT_DOWN");
    }

    @Test
    void sessions() {
        program.addStream(0x1f, "s1");
        program.addStream(0x2f, "s2");
        program.addStream(0x3f, "s2");
        var sessions = SessionServiceGrpc.newBlockingStub(channel);
        var list = sessions.listSessions(ListSessionsRequest.newBuilder()
                .setServer("backends/app/servers/s2")
                .build());
        assertThat(list.getSessionsList()).extracting(Session::getName).containsExactly("sessions/2f", "sessions/3f");
        var get = sessions.getSession(
                GetSessionRequest.newBuilder().setName("sessions/1f").build());
        assertThat(get.getSession().getSourceHost()).isEqualTo("127.0.0.1");
        assertThat(get.getSession().getSourcePort()).isEqualTo(5555);
        assertThat(get.getSession().getFrontend()).isEqualTo("frontends/web");
        assertThat(get.getSession().getServer()).isEqualTo(S1);
        sessions.shutdownSession(
                ShutdownSessionRequest.newBuilder().setName("sessions/1f").build());
        Refused.by(() -> sessions.getSession(
                        GetSessionRequest.newBuilder().setName("sessions/1f").build()))
                .with(io.grpc.Status.Code.NOT_FOUND, "SESSION_NOT_FOUND");
        var cut = sessions.shutdownServerSessions(ShutdownServerSessionsRequest.newBuilder()
                .setServer("backends/app/servers/s2")
                .build());
        assertThat(cut.getSessions()).isEqualTo(2);
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
