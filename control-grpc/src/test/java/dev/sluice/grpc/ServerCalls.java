package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.sluice.grpc.v1.AdminCause;
import dev.sluice.grpc.v1.AdminState;
import dev.sluice.grpc.v1.AgentHealth;
import dev.sluice.grpc.v1.BatchUpdateServersRequest;
import dev.sluice.grpc.v1.CancelDrainRequest;
import dev.sluice.grpc.v1.DisableServerAgentCheckRequest;
import dev.sluice.grpc.v1.DisableServerHealthCheckRequest;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.Drain;
import dev.sluice.grpc.v1.DrainPhase;
import dev.sluice.grpc.v1.DrainServerRequest;
import dev.sluice.grpc.v1.EnableServerAgentCheckRequest;
import dev.sluice.grpc.v1.EnableServerHealthCheckRequest;
import dev.sluice.grpc.v1.EnableServerRequest;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.ListDrainsRequest;
import dev.sluice.grpc.v1.ListServerConnectionsRequest;
import dev.sluice.grpc.v1.ListServersRequest;
import dev.sluice.grpc.v1.OperationalState;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerAddress;
import dev.sluice.grpc.v1.ServerHealth;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.SetServerAgentHealthRequest;
import dev.sluice.grpc.v1.SetServerHealthRequest;
import dev.sluice.grpc.v1.UpdateServerRequest;
import io.grpc.Channel;

/** The calls of servers. */
final class ServerCalls {
    private static final String S1 = "backends/app/servers/s1";

    private final TestProgram program;
    private final Channel channel;

    ServerCalls(TestProgram program, Channel channel) {
        this.program = program;
        this.channel = channel;
    }

    private dev.sluice.state.Server s1() {
        return program.state().topology().backend("app").orElseThrow().servers().get(0);
    }

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
}
