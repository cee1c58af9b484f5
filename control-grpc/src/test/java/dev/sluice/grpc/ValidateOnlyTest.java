package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.sluice.grpc.v1.BatchUpdateServersRequest;
import dev.sluice.grpc.v1.ClearCountersRequest;
import dev.sluice.grpc.v1.ConfigurationServiceGrpc;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.DrainServerRequest;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.ReloadConfigurationRequest;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.ShutdownFrontendRequest;
import dev.sluice.grpc.v1.StatsServiceGrpc;
import dev.sluice.grpc.v1.UpdateServerRequest;
import io.grpc.Channel;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dry run has the checks and the refusals of the change, and changes nothing. */
class ValidateOnlyTest {
    private static final String S1 = "backends/app/servers/s1";

    private TestProgram program;
    private Channel channel;

    @BeforeEach
    void start() throws IOException {
        program = TestProgram.start();
        channel = program.admin();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void everyRequestHasTheFieldsThatAllHaveInCommon() {
        List<String> wrong = new ArrayList<>();
        for (MethodDescriptor method : CompatibilityTest.methods()) {
            Descriptor request = method.getInputType();
            boolean mutates = request.findFieldByName("request_id") != null;
            if (mutates && !isBoolean(request.findFieldByName("validate_only"))) {
                wrong.add(request.getName() + " has no validate_only");
            }
            // A list of names alone has nothing to choose from.
            boolean pages = request.findFieldByName("page_token") != null
                    && method.getOutputType().getFields().stream()
                            .anyMatch(field ->
                                    field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE);
            if (pages && (request.findFieldByName("filter") == null || request.findFieldByName("read_mask") == null)) {
                wrong.add(request.getName() + " has no filter or no read_mask");
            }
            if (mutates && method.getOutputType().findFieldByName("revision") == null) {
                wrong.add(method.getOutputType().getName() + " has no revision");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isBoolean(FieldDescriptor field) {
        return field != null && field.getType() == FieldDescriptor.Type.BOOL;
    }

    @Test
    void nothingChanges() {
        long before = program.revision();
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        assertThat(servers.disableServer(DisableServerRequest.newBuilder()
                                .setName(S1)
                                .setValidateOnly(true)
                                .build())
                        .hasServer())
                .isFalse();
        servers.updateServer(UpdateServerRequest.newBuilder()
                .setServer(Server.newBuilder().setName(S1).setWeight(77))
                .setValidateOnly(true)
                .build());
        servers.batchUpdateServers(BatchUpdateServersRequest.newBuilder()
                .setParent("backends/app")
                .addRequests(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder().setName(S1).setWeight(77)))
                .setValidateOnly(true)
                .build());
        var drained = servers.drainServer(DrainServerRequest.newBuilder()
                .setName(S1)
                .setValidateOnly(true)
                .build());
        assertThat(drained.next().hasDrain()).isFalse();
        assertThat(drained.hasNext()).isFalse();
        FrontendServiceGrpc.newBlockingStub(channel)
                .shutdownFrontend(ShutdownFrontendRequest.newBuilder()
                        .setName("frontends/web")
                        .setValidateOnly(true)
                        .build());
        StatsServiceGrpc.newBlockingStub(channel)
                .clearCounters(
                        ClearCountersRequest.newBuilder().setValidateOnly(true).build());
        program.write(TestProgram.CONFIGURATION.replace("weight 10", "weight 11"));
        ConfigurationServiceGrpc.newBlockingStub(channel)
                .reloadConfiguration(ReloadConfigurationRequest.newBuilder()
                        .setValidateOnly(true)
                        .build());
        assertThat(program.revision()).isEqualTo(before);
        assertThat(program.server("app", "s1").weight()).isEqualTo(10);
        assertThat(program.server("app", "s1").adminState()).isZero();
        assertThat(program.state().topology().frontend("web").orElseThrow().status())
                .isEqualTo(dev.sluice.state.Frontend.Status.OPEN);
        assertThat(program.state().drains().all()).isEmpty();
    }

    @Test
    void refusalsAreTheSame() {
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                        .setName("backends/app/servers/none")
                        .setValidateOnly(true)
                        .build()))
                .with(Status.Code.NOT_FOUND, "SERVER_NOT_FOUND");
        Refused.by(() -> servers.updateServer(UpdateServerRequest.newBuilder()
                        .setServer(Server.newBuilder()
                                .setName("backends/fixed/servers/f1")
                                .setWeight(3))
                        .setValidateOnly(true)
                        .build()))
                .with(Status.Code.FAILED_PRECONDITION, "STATIC_ALGORITHM");
        Refused.by(() -> servers.disableServer(DisableServerRequest.newBuilder()
                        .setName(S1)
                        .setEtag("old")
                        .setValidateOnly(true)
                        .build()))
                .with(Status.Code.ABORTED, "ETAG_MISMATCH");
        Refused.by(() -> servers.drainServer(DrainServerRequest.newBuilder()
                                .setName("backends/fixed/servers/f1")
                                .setValidateOnly(true)
                                .build())
                        .next())
                .with(Status.Code.FAILED_PRECONDITION, "LAST_SERVER");
        program.write("nonsense here");
        Refused.by(() -> ConfigurationServiceGrpc.newBlockingStub(channel)
                        .reloadConfiguration(ReloadConfigurationRequest.newBuilder()
                                .setValidateOnly(true)
                                .build()))
                .with(Status.Code.FAILED_PRECONDITION, "CONFIGURATION_INVALID");
    }

    @Test
    void aRequestIdIsNotSpentOnADryRun() {
        var request =
                DisableServerRequest.newBuilder().setName(S1).setRequestId("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        servers.disableServer(request.clone().setValidateOnly(true).build());
        servers.disableServer(request.build());
        assertThat(program.server("app", "s1").adminState()).isNotZero();
    }
}
