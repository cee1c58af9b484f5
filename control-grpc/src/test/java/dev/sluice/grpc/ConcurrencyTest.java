package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.EnableServerRequest;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.ListServersRequest;
import dev.sluice.grpc.v1.ListServersResponse;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.ServerServiceGrpc.ServerServiceBlockingStub;
import dev.sluice.grpc.v1.UpdateServerRequest;
import dev.sluice.grpc.v1.UpdateServerResponse;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.ServerRef;
import io.grpc.Status.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Etags, request ids and pages: what several callers, and callers that repeat themselves, rely on. */
class ConcurrencyTest {
    private static final String S1 = "backends/app/servers/s1";
    private static final String ID = "123e4567-e89b-12d3-a456-426614174000";

    private TestProgram program;
    private ServerServiceBlockingStub servers;

    @BeforeEach
    void start() throws IOException {
        program = TestProgram.start();
        servers = ServerServiceGrpc.newBlockingStub(program.admin());
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private Server s1() {
        return servers.getServer(GetServerRequest.newBuilder().setName(S1).build())
                .getServer();
    }

    @Test
    void anEtagHoldsUntilTheServerChanges() {
        Server seen = s1();
        var other = program.submit(new DisableServer(new ServerRef("app", "s2")));
        assertThat(other).isNotNull();
        UpdateServerResponse updated = servers.updateServer(UpdateServerRequest.newBuilder()
                .setServer(Server.newBuilder().setName(S1).setWeight(11).setEtag(seen.getEtag()))
                .build());
        assertThat(updated.getServer().getEtag()).isNotEqualTo(seen.getEtag());
        long before = program.revision();
        Refused.by(() -> servers.updateServer(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder().setName(S1).setWeight(12).setEtag(seen.getEtag()))
                        .build()))
                .with(Code.ABORTED, "ETAG_MISMATCH");
        Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                        .setName(S1)
                        .setEtag("nonsense")
                        .build()))
                .with(Code.ABORTED, "ETAG_MISMATCH");
        assertThat(program.revision()).isEqualTo(before);
        assertThat(s1().getWeight()).isEqualTo(11);
    }

    @Test
    void aChangeFromTheSocketsSideMovesTheRevision() {
        Server seen = s1();
        var outcome = program.submit(new DisableServer(new ServerRef("app", "s1")));
        assertThat(outcome).isNotNull();
        assertThat(s1().getRevision()).isEqualTo(program.revision());
        assertThat(s1().getEtag()).isNotEqualTo(seen.getEtag());
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() {
        DisableServerRequest request =
                DisableServerRequest.newBuilder().setName(S1).setRequestId(ID).build();
        var first = servers.disableServer(request);
        var enabled = servers.enableServer(
                EnableServerRequest.newBuilder().setName(S1).build());
        assertThat(enabled.getRevision()).isGreaterThan(first.getRevision());
        var repeated = ServerServiceGrpc.newBlockingStub(program.admin()).disableServer(request);
        assertThat(repeated).isEqualTo(first);
        assertThat(s1().getRevision()).as("not done again").isEqualTo(enabled.getRevision());
    }

    @Test
    void aRequestIdIsForOneRequest() {
        var first = servers.disableServer(
                DisableServerRequest.newBuilder().setName(S1).setRequestId(ID).build());
        assertThat(first.getRevision()).isEqualTo(program.revision());
        Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                        .setName("backends/app/servers/s2")
                        .setRequestId(ID)
                        .build()))
                .with(Code.INVALID_ARGUMENT, "REQUEST_ID_REUSED");
        Refused.by(() -> servers.enableServer(EnableServerRequest.newBuilder()
                        .setName(S1)
                        .setRequestId(ID)
                        .build()))
                .with(Code.INVALID_ARGUMENT, "REQUEST_ID_REUSED");
        Refused bad = Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                        .setName(S1)
                        .setRequestId("17")
                        .build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        assertThat(bad.detail(BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("request_id");
    }

    @Test
    void aRefusalIsNotRemembered() {
        DisableServerRequest request = DisableServerRequest.newBuilder()
                .setName("backends/app/servers/s3")
                .setRequestId(ID)
                .build();
        Refused.by(() -> servers.disableServer(request)).with(Code.NOT_FOUND, "SERVER_NOT_FOUND");
        program.write(
                TestProgram.CONFIGURATION.replace("backend fixed", "    server s3 127.0.0.1:8009\nbackend fixed"));
        var reloaded = program.submit(new dev.sluice.operation.process.Reload());
        assertThat(reloaded).isNotNull();
        assertThat(servers.disableServer(request).getServer().getId()).isEqualTo(3);
    }

    @Test
    void pagesAreOfOneSnapshot() {
        ListServersRequest.Builder request =
                ListServersRequest.newBuilder().setParent("backends/-").setPageSize(2);
        ListServersResponse first = servers.listServers(request.build());
        assertThat(first.getServersCount()).isEqualTo(2);
        var changed = program.submit(new DisableServer(new ServerRef("fixed", "f1")));
        assertThat(changed).isNotNull();
        ListServersResponse second = servers.listServers(
                request.setPageToken(first.getNextPageToken()).build());
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(second.getRevision()).isEqualTo(first.getRevision());
        assertThat(second.getServers(0).getAdminState()).isEqualTo(dev.sluice.grpc.v1.AdminState.ADMIN_STATE_READY);
        List<String> names = new ArrayList<>();
        first.getServersList().forEach(server -> names.add(server.getName()));
        second.getServersList().forEach(server -> names.add(server.getName()));
        assertThat(names).containsExactly(S1, "backends/app/servers/s2", "backends/fixed/servers/f1");
    }

    @Test
    void aPageTokenIsForOneList() {
        ListServersRequest request = ListServersRequest.newBuilder()
                .setParent("backends/-")
                .setPageSize(1)
                .build();
        String token = servers.listServers(request).getNextPageToken();
        Refused.by(() -> servers.listServers(request.toBuilder()
                        .setParent("backends/app")
                        .setPageToken(token)
                        .build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        for (String bad : List.of("x", token.substring(0, 16) + "-1", token + "99", "notakeptsnapshot1")) {
            Refused refused = Refused.by(() ->
                    servers.listServers(request.toBuilder().setPageToken(bad).build()));
            assertThat(refused.status().getCode()).isIn(Code.INVALID_ARGUMENT.value(), Code.OUT_OF_RANGE.value());
        }
        Refused.by(() -> servers.listServers(
                        request.toBuilder().setPageToken("notakeptsnapshot1").build()))
                .with(Code.OUT_OF_RANGE, "PAGE_TOKEN_EXPIRED");
        Refused.by(() -> servers.listServers(request.toBuilder().setPageSize(-1).build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        assertThat(servers.listServers(request.toBuilder().setPageSize(100_000).build())
                        .getServersCount())
                .isEqualTo(3);
    }
}
