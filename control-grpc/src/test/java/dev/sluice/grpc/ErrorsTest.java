package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.Status;
import dev.sluice.config.Level;
import dev.sluice.grpc.v1.ClearCountersRequest;
import dev.sluice.grpc.v1.ClearMaximaRequest;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.ListServersRequest;
import dev.sluice.grpc.v1.ListSessionsRequest;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerAddress;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.ServerServiceGrpc.ServerServiceBlockingStub;
import dev.sluice.grpc.v1.SessionServiceGrpc;
import dev.sluice.grpc.v1.SetServerHealthRequest;
import dev.sluice.grpc.v1.StatsServiceGrpc;
import dev.sluice.grpc.v1.UpdateServerRequest;
import dev.sluice.operation.Reason;
import io.grpc.Status.Code;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorsTest {
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

    @Test
    void notFoundToTheLetter() {
        Refused refused = Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                .setName("backends/app/servers/s9")
                .build()));
        assertThat(refused.status())
                .isEqualTo(Status.newBuilder()
                        .setCode(Code.NOT_FOUND.value())
                        .setMessage("No such server.")
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setReason("SERVER_NOT_FOUND")
                                .setDomain("sluice.dev")
                                .putMetadata("operation", "disable-server")
                                .putMetadata("resource", "backends/app/servers/s9")
                                .build()))
                        .addDetails(Any.pack(ResourceInfo.newBuilder()
                                .setResourceType("sluice.dev/Server")
                                .setResourceName("backends/app/servers/s9")
                                .setDescription("No such server.")
                                .build()))
                        .build());
        Refused.by(() -> servers.getServer(GetServerRequest.newBuilder()
                        .setName("backends/no/servers/s1")
                        .build()))
                .with(Code.NOT_FOUND, "BACKEND_NOT_FOUND");
        Refused.by(() -> servers.listServers(
                        ListServersRequest.newBuilder().setParent("backends/no").build()))
                .with(Code.NOT_FOUND, "BACKEND_NOT_FOUND");
    }

    @Test
    void numbersNameNothing() {
        int id = program.state().topology().backend("app").orElseThrow().id();
        long before = program.revision();
        Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                        .setName("backends/" + id + "/servers/s1")
                        .build()))
                .with(Code.NOT_FOUND, "BACKEND_NOT_FOUND");
        assertThat(program.revision()).as("nothing was changed").isEqualTo(before);
    }

    @Test
    void badNames() {
        Refused missing = Refused.by(() -> servers.getServer(GetServerRequest.getDefaultInstance()))
                .with(Code.INVALID_ARGUMENT, "MISSING_ARGUMENT");
        assertThat(missing.detail(BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("name");
        for (String name :
                new String[] {"app/s1", "backends/app", "backends/a b/servers/s1", "backends/-/servers/s1"}) {
            Refused.by(() -> servers.getServer(
                            GetServerRequest.newBuilder().setName(name).build()))
                    .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        }
    }

    @Test
    void badValues() {
        Server.Builder s1 = Server.newBuilder().setName("backends/app/servers/s1");
        Refused weight =
                Refused.by(() -> update(s1.clone().setWeight(257))).with(Code.INVALID_ARGUMENT, "WEIGHT_OUT_OF_RANGE");
        BadRequest.FieldViolation violation = weight.detail(BadRequest.class).getFieldViolations(0);
        assertThat(violation.getField()).isEqualTo("server.weight");
        assertThat(violation.getReason()).isEqualTo("WEIGHT_OUT_OF_RANGE");
        Refused.by(() -> update(s1.clone().setMaxConnections(-1))).with(Code.INVALID_ARGUMENT, "VALUE_OUT_OF_RANGE");
        Refused.by(() -> update(s1.clone().setAddress(ServerAddress.newBuilder().setHost("example.org"))))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        Refused.by(() -> update(s1.clone()
                        .setAddress(
                                ServerAddress.newBuilder().setHost("127.0.0.1").setPort(65536))))
                .with(Code.INVALID_ARGUMENT, "VALUE_OUT_OF_RANGE");
        Refused.by(() -> update(s1.clone())).with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        Refused.by(() -> servers.setServerHealth(SetServerHealthRequest.newBuilder()
                        .setName("backends/app/servers/s1")
                        .build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
    }

    private void update(Server.Builder server) {
        var unused = servers.updateServer(
                UpdateServerRequest.newBuilder().setServer(server).build());
    }

    @Test
    void masks() {
        for (String path : new String[] {"name", "nonsense", "admin_state"}) {
            Refused mask = Refused.by(() -> servers.updateServer(UpdateServerRequest.newBuilder()
                            .setServer(Server.newBuilder()
                                    .setName("backends/app/servers/s1")
                                    .setWeight(1))
                            .setUpdateMask(FieldMask.newBuilder().addPaths(path))
                            .build()))
                    .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
            assertThat(mask.detail(BadRequest.class).getFieldViolations(0).getField())
                    .isEqualTo("update_mask");
        }
        Refused.by(() -> servers.updateServer(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder()
                                .setName("backends/app/servers/s1")
                                .setWeight(1))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("*"))
                        .build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
    }

    @Test
    void allOrNothing() {
        long before = program.revision();
        Refused refused = Refused.by(() -> servers.updateServer(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder()
                                .setName("backends/fixed/servers/f1")
                                .setMaxConnections(3)
                                .setWeight(2))
                        .build()))
                .with(Code.FAILED_PRECONDITION, "STATIC_ALGORITHM");
        PreconditionFailure.Violation violation =
                refused.detail(PreconditionFailure.class).getViolations(0);
        assertThat(violation.getType()).isEqualTo("STATIC_ALGORITHM");
        assertThat(violation.getSubject()).isEqualTo("backends/fixed/servers/f1");
        var f1 = program.state()
                .topology()
                .backend("fixed")
                .orElseThrow()
                .servers()
                .get(0);
        assertThat(f1.maxconn()).isZero();
        assertThat(program.revision()).isEqualTo(before);
    }

    @Test
    void levels() {
        var asUser = ServerServiceGrpc.newBlockingStub(program.channel(Level.USER));
        Refused denied = Refused.by(() -> asUser.disableServer(
                        DisableServerRequest.newBuilder().setName("nonsense").build()))
                .with(Code.PERMISSION_DENIED, "LEVEL_TOO_LOW");
        assertThat(denied.detail(ErrorInfo.class).getMetadataMap()).containsEntry("operation", "disable-server");
        var sessions = SessionServiceGrpc.newBlockingStub(program.channel(Level.USER));
        Refused.by(() -> sessions.listSessions(ListSessionsRequest.getDefaultInstance()))
                .with(Code.PERMISSION_DENIED, "LEVEL_TOO_LOW");
        var stats = StatsServiceGrpc.newBlockingStub(program.channel(Level.OPERATOR));
        assertThat(stats.clearMaxima(ClearMaximaRequest.getDefaultInstance()).getRevision())
                .isEqualTo(program.revision());
        Refused.by(() -> stats.clearCounters(ClearCountersRequest.getDefaultInstance()))
                .with(Code.PERMISSION_DENIED, "LEVEL_TOO_LOW");
    }

    @Test
    void onlyStoppingAsksForARepetition() {
        Set<Code> seen = EnumSet.noneOf(Code.class);
        for (Reason reason : Reason.values()) {
            Code code = Codes.of(reason);
            seen.add(code);
            assertThat(code == Code.UNAVAILABLE).as(reason.name()).isEqualTo(reason == Reason.STOPPING);
            assertThat(code).isNotIn(Code.OK, Code.UNKNOWN);
            assertThat(reason.name().length()).isLessThanOrEqualTo(63);
        }
        assertThat(seen).contains(Code.NOT_FOUND, Code.INVALID_ARGUMENT, Code.FAILED_PRECONDITION, Code.ABORTED);
    }
}
