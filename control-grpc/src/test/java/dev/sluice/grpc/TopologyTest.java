package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Level;
import dev.sluice.grpc.v1.CheckEndpoint;
import dev.sluice.grpc.v1.ConfigureServerRequest;
import dev.sluice.grpc.v1.CreateBackendRequest;
import dev.sluice.grpc.v1.CreateBindRequest;
import dev.sluice.grpc.v1.CreateFrontendRequest;
import dev.sluice.grpc.v1.CreateServerRequest;
import dev.sluice.grpc.v1.DefaultServer;
import dev.sluice.grpc.v1.DeleteBackendRequest;
import dev.sluice.grpc.v1.DeleteBindRequest;
import dev.sluice.grpc.v1.DeleteFrontendRequest;
import dev.sluice.grpc.v1.DeleteServerRequest;
import dev.sluice.grpc.v1.DisableFrontendRequest;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.ListDefaultServersRequest;
import dev.sluice.grpc.v1.ListDefaultsRequest;
import dev.sluice.grpc.v1.ListNameServersRequest;
import dev.sluice.grpc.v1.NameServer;
import dev.sluice.grpc.v1.ProxyMode;
import dev.sluice.grpc.v1.PublishBackendRequest;
import dev.sluice.grpc.v1.RenameServerRequest;
import dev.sluice.grpc.v1.TopologyServiceGrpc;
import dev.sluice.grpc.v1.UnpublishBackendRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adding and taking out over gRPC. */
class TopologyTest {
    static final String TEXT = """
            resolvers mine
                nameserver ns1 127.0.0.1:1
            defaults web
                mode http
                timeout client 5s
                timeout server 5s
                timeout connect 5s
            backend app from web
                balance roundrobin
                default-server weight 7
                default-server name gold weight 70
                server s1 127.0.0.1:8001 weight 10
            """;

    private TestProgram program;
    private Channel channel;
    private TopologyServiceGrpc.TopologyServiceBlockingStub topology;

    @BeforeEach
    void start() throws IOException {
        program = TestProgram.start(TEXT);
        channel = program.channel(Level.ADMIN);
        topology = TopologyServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private static CreateServerRequest.Builder server(String name, String... words) {
        return CreateServerRequest.newBuilder()
                .setParent("backends/app")
                .setServerId(name)
                .setAddress("127.0.0.1:9")
                .addAllParameters(List.of(words));
    }

    /** Calls every method once, and looks at what came of it. */
    static void callAll(Channel channel) {
        var topology = TopologyServiceGrpc.newBlockingStub(channel);
        servers(topology);
        backends(topology);
        frontends(topology, FrontendServiceGrpc.newBlockingStub(channel));
        assertThat(topology.listDefaults(ListDefaultsRequest.getDefaultInstance())
                        .getDefaultsList())
                .containsExactly("web");
        assertThat(topology.listDefaultServers(ListDefaultServersRequest.newBuilder()
                                .setParent("backends/-")
                                .build())
                        .getDefaultServersList())
                .extracting(DefaultServer::getName)
                .containsExactly("", "gold");
        assertThat(topology.listNameServers(ListNameServersRequest.newBuilder()
                                .setSection("mine")
                                .build())
                        .getNameServersList())
                .extracting(NameServer::getName)
                .containsExactly("ns1");
    }

    private static void servers(TopologyServiceGrpc.TopologyServiceBlockingStub topology) {
        var made = topology.createServer(server("n1", "from", "srv:gold", "check", "agent-check", "agent-port", "7")
                .build());
        assertThat(made.getServer().getWeight()).isEqualTo(70);
        String name = made.getServer().getName();
        assertThatThrownBy(() -> topology.configureServer(ConfigureServerRequest.newBuilder()
                        .setName(name)
                        .setHealthCheckEndpoint(CheckEndpoint.newBuilder().setHost("127.0.0.2"))
                        .build()))
                .hasMessageContaining("health checks are not enabled on this server");
        var renamed = topology.renameServer(RenameServerRequest.newBuilder()
                .setName(name)
                .setNewServerId("n2")
                .build());
        assertThat(renamed.getServer().getName()).isEqualTo("backends/app/servers/n2");
        var unused = topology.deleteServer(DeleteServerRequest.newBuilder()
                .setName("backends/app/servers/n2")
                .build());
    }

    private static void backends(TopologyServiceGrpc.TopologyServiceBlockingStub topology) {
        var made = topology.createBackend(CreateBackendRequest.newBuilder()
                .setBackendId("extra")
                .setDefaults("web")
                .setMode(ProxyMode.PROXY_MODE_TCP)
                .build());
        assertThat(made.getBackend().getMode()).isEqualTo(ProxyMode.PROXY_MODE_TCP);
        var unused = topology.publishBackend(
                PublishBackendRequest.newBuilder().setName("backends/extra").build());
        DeleteBackendRequest delete =
                DeleteBackendRequest.newBuilder().setName("backends/extra").build();
        assertThatThrownBy(() -> topology.deleteBackend(delete)).hasMessageContaining("must be unpublished");
        var unpublished = topology.unpublishBackend(
                UnpublishBackendRequest.newBuilder().setName("backends/extra").build());
        assertThat(unpublished.getBackend().getEtag()).isNotEmpty();
        var gone = topology.deleteBackend(delete);
        assertThat(gone.getRevision()).isPositive();
    }

    private static void frontends(
            TopologyServiceGrpc.TopologyServiceBlockingStub topology,
            FrontendServiceGrpc.FrontendServiceBlockingStub frontends) {
        var unused = topology.createFrontend(CreateFrontendRequest.newBuilder()
                .setFrontendId("extra")
                .setDefaults("web")
                .addAllParameters(List.of("default_backend", "app", "maxconn", "9"))
                .build());
        var bound = topology.createBind(CreateBindRequest.newBuilder()
                .setParent("frontends/extra")
                .setAddresses("127.0.0.1:0")
                .addAllParameters(List.of("name", "here"))
                .build());
        assertThat(bound.getFrontend().getMaxConnections()).isEqualTo(9);
        assertThat(bound.getFrontend().getListenersCount()).isEqualTo(1);
        var unbound = topology.deleteBind(DeleteBindRequest.newBuilder()
                .setParent("frontends/extra")
                .setListener("here")
                .build());
        assertThat(unbound.getFrontend().getListenersCount()).isZero();
        DeleteFrontendRequest delete =
                DeleteFrontendRequest.newBuilder().setName("frontends/extra").build();
        assertThatThrownBy(() -> topology.deleteFrontend(delete)).hasMessageContaining("disabled or shut down");
        var disabled = frontends.disableFrontend(
                DisableFrontendRequest.newBuilder().setName("frontends/extra").build());
        assertThat(disabled.getRevision()).isPositive();
        var gone = topology.deleteFrontend(delete);
        assertThat(gone.getRevision()).isPositive();
    }

    @Test
    void everyMethod() {
        callAll(channel);
        assertThat(program.state().topology().proxies()).hasSize(1);
    }

    @Test
    void aDryRunAddsNothing() {
        long before = program.revision();
        var unused = topology.createServer(server("n1").setValidateOnly(true).build());
        assertThatThrownBy(() -> topology.createServer(
                        server("n1", "enabled").setValidateOnly(true).build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("'enabled' option is not accepted for dynamic server");
        assertThat(program.revision()).isEqualTo(before);
        assertThat(program.state().topology().backends().get(0).servers()).hasSize(1);
    }

    @Test
    void whatIsGoneMayBeMissing() {
        DeleteServerRequest.Builder delete = DeleteServerRequest.newBuilder().setName("backends/app/servers/none");
        var unused = topology.deleteServer(delete.setAllowMissing(true).build());
        assertThatThrownBy(() ->
                        topology.deleteServer(delete.setAllowMissing(false).build()))
                .hasMessageContaining("No such server.");
    }

    @Test
    void theSameRequestAgainAddsNoSecondServer() {
        CreateServerRequest request = server("n1")
                .setRequestId("0b8f9b1e-3f5e-4f0e-9d0a-0f4f4a1c0001")
                .build();
        long first = topology.createServer(request).getRevision();
        assertThat(topology.createServer(request).getRevision()).isEqualTo(first);
        assertThatThrownBy(() -> topology.createServer(server("n1").build()))
                .hasMessageContaining("Already exists a server with the same name in backend.");
    }
}
