package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.sluice.grpc.v1.AccessLevel;
import dev.sluice.grpc.v1.ConfigurationDiagnostics;
import dev.sluice.grpc.v1.ConfigurationServiceGrpc;
import dev.sluice.grpc.v1.Diagnostic;
import dev.sluice.grpc.v1.DiagnosticSeverity;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.EnvironmentVariable;
import dev.sluice.grpc.v1.GetCallerRequest;
import dev.sluice.grpc.v1.GetEnvironmentVariableRequest;
import dev.sluice.grpc.v1.GetLimitsRequest;
import dev.sluice.grpc.v1.GetProcessRequest;
import dev.sluice.grpc.v1.GetVersionRequest;
import dev.sluice.grpc.v1.Limits;
import dev.sluice.grpc.v1.ListAdminSocketsRequest;
import dev.sluice.grpc.v1.ListEnvironmentVariablesRequest;
import dev.sluice.grpc.v1.ProcessServiceGrpc;
import dev.sluice.grpc.v1.ReloadConfigurationRequest;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.UpdateLimitsRequest;
import dev.sluice.grpc.v1.WaitRequest;
import io.grpc.Channel;

/** The calls of process and configuration. */
final class ProcessCalls {
    private static final String S1 = "backends/app/servers/s1";

    private final TestProgram program;
    private final Channel channel;

    ProcessCalls(TestProgram program, Channel channel) {
        this.program = program;
        this.channel = channel;
    }

    private dev.sluice.state.Server s1() {
        return program.state().topology().backend("app").orElseThrow().servers().get(0);
    }

    void process() {
        var service = ProcessServiceGrpc.newBlockingStub(channel);
        var process = service.getProcess(GetProcessRequest.getDefaultInstance()).getProcess();
        assertThat(process.getName()).isEqualTo("HAProxy");
        assertThat(process.getPid()).isEqualTo(4711);
        assertThat(process.getBootDuration()).isEqualTo(Times.duration(12));
        assertThat(process.getTotalWarnings()).isEqualTo(3);
        assertThat(process.getLimits().getMaxConnections())
                .isEqualTo(program.state().process().maxconn());
        assertThat(service.getVersion(GetVersionRequest.getDefaultInstance()).getVersion())
                .isEqualTo("3.5.0+sluice.test");
        var variables = service.listEnvironmentVariables(ListEnvironmentVariablesRequest.getDefaultInstance());
        assertThat(variables.getEnvironmentVariablesList())
                .extracting(EnvironmentVariable::getName)
                .containsExactly("A", "B");
        var one = service.getEnvironmentVariable(
                GetEnvironmentVariableRequest.newBuilder().setName("B").build());
        assertThat(one.getEnvironmentVariable().getValue()).isEqualTo("2");
        var sockets = service.listAdminSockets(ListAdminSocketsRequest.getDefaultInstance());
        assertThat(sockets.getAdminSockets(0).getAddress()).isEqualTo("unix@/run/a.sock");
        assertThat(sockets.getAdminSockets(0).getLevel()).isEqualTo(AccessLevel.ACCESS_LEVEL_ADMIN);
        var caller = service.getCaller(GetCallerRequest.getDefaultInstance());
        assertThat(caller.getLevel()).isEqualTo(AccessLevel.ACCESS_LEVEL_ADMIN);
        assertThat(caller.getIdentity()).isEqualTo("127.0.0.1");
    }

    void limits() {
        var service = ProcessServiceGrpc.newBlockingStub(channel);
        long before = program.revision();
        int hard = program.state().process().hardMaxconn();
        var updated = service.updateLimits(UpdateLimitsRequest.newBuilder()
                .setLimits(Limits.newBuilder()
                        .setMaxConnections(hard - 1)
                        .setConnectionRate(5)
                        .setSessionRate(6)
                        .setSslSessionRate(7)
                        .setHttpCompressionBytesRate(2048))
                .build());
        assertThat(updated.getRevision()).isEqualTo(before + 1);
        assertThat(program.state().process().maxconn()).isEqualTo(hard - 1);
        assertThat(program.state().process().connectionRateLimit()).isEqualTo(5);
        assertThat(program.state().process().sessionRateLimit()).isEqualTo(6);
        assertThat(program.state().process().sslRateLimit()).isEqualTo(7);
        assertThat(program.state().process().compressionRateLimit()).isEqualTo(2048);
        Refused.by(() -> service.updateLimits(UpdateLimitsRequest.newBuilder()
                        .setLimits(
                                Limits.newBuilder().setMaxConnections(hard + 1).setSessionRate(99))
                        .build()))
                .with(io.grpc.Status.Code.INVALID_ARGUMENT, "VALUE_OUT_OF_RANGE");
        assertThat(program.state().process().sessionRateLimit())
                .as("all or none")
                .isEqualTo(6);
        service.updateLimits(UpdateLimitsRequest.newBuilder()
                .setLimits(Limits.newBuilder().setMaxConnections(0))
                .build());
        assertThat(service.getLimits(GetLimitsRequest.getDefaultInstance())
                        .getLimits()
                        .getMaxConnections())
                .isEqualTo(hard);
    }

    void waiting() {
        var service = ProcessServiceGrpc.newBlockingStub(channel);
        var servers = ServerServiceGrpc.newBlockingStub(channel);
        Duration soon = Times.duration(20);
        assertThat(service.wait(WaitRequest.newBuilder().setTimeout(soon).build())
                        .getRevision())
                .isEqualTo(program.revision());
        Refused.by(() -> service.wait(WaitRequest.newBuilder()
                        .setTimeout(soon)
                        .setServerRemovable(S1)
                        .build()))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "WAIT_FAILED");
        servers.disableServer(DisableServerRequest.newBuilder().setName(S1).build());
        s1().sessions().increment();
        Refused.by(() -> service.wait(WaitRequest.newBuilder()
                        .setTimeout(soon)
                        .setServerRemovable(S1)
                        .build()))
                .with(io.grpc.Status.Code.DEADLINE_EXCEEDED, "WAIT_EXPIRED");
        s1().sessions().decrement();
        service.wait(WaitRequest.newBuilder()
                .setTimeout(Times.duration(5000))
                .setServerRemovable(S1)
                .build());
        Refused.by(() -> service.wait(WaitRequest.newBuilder()
                        .setTimeout(soon)
                        .setBackendRemovable("backends/none")
                        .build()))
                .with(io.grpc.Status.Code.NOT_FOUND, "BACKEND_NOT_FOUND");
    }

    void reload() {
        var service = ConfigurationServiceGrpc.newBlockingStub(channel);
        program.write(
                TestProgram.CONFIGURATION.replace("backend fixed", "    server s3 127.0.0.1:8009\nbackend fixed"));
        var done = service.reloadConfiguration(ReloadConfigurationRequest.getDefaultInstance());
        assertThat(done.getReport().getServersAdded()).isEqualTo(1);
        assertThat(done.getReport().getConnectionsClosed()).isZero();
        assertThat(program.state().topology().backend("app").orElseThrow().servers())
                .hasSize(3);

        program.write(TestProgram.CONFIGURATION + "    sever s4 127.0.0.1:8009\n");
        var refused = Refused.by(() -> service.reloadConfiguration(ReloadConfigurationRequest.getDefaultInstance()))
                .with(io.grpc.Status.Code.FAILED_PRECONDITION, "CONFIGURATION_INVALID");
        Diagnostic diagnostic = refused.detail(ConfigurationDiagnostics.class).getDiagnostics(0);
        assertThat(diagnostic.getSeverity()).isEqualTo(DiagnosticSeverity.DIAGNOSTIC_SEVERITY_ALERT);
        assertThat(diagnostic.getFile()).isEqualTo("test.cfg");
        assertThat(diagnostic.getLine()).isEqualTo(18);
        assertThat(diagnostic.getMessage()).contains("sever");
    }
}
