package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.grpc.v1.AgentHealth;
import dev.sluice.grpc.v1.DisableServerAgentCheckRequest;
import dev.sluice.grpc.v1.DisableServerAgentCheckResponse;
import dev.sluice.grpc.v1.DisableServerHealthCheckRequest;
import dev.sluice.grpc.v1.DisableServerHealthCheckResponse;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.DisableServerResponse;
import dev.sluice.grpc.v1.EnableServerAgentCheckRequest;
import dev.sluice.grpc.v1.EnableServerAgentCheckResponse;
import dev.sluice.grpc.v1.EnableServerHealthCheckRequest;
import dev.sluice.grpc.v1.EnableServerHealthCheckResponse;
import dev.sluice.grpc.v1.EnableServerRequest;
import dev.sluice.grpc.v1.EnableServerResponse;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerHealth;
import dev.sluice.grpc.v1.SetServerAgentHealthRequest;
import dev.sluice.grpc.v1.SetServerAgentHealthResponse;
import dev.sluice.grpc.v1.SetServerHealthRequest;
import dev.sluice.grpc.v1.SetServerHealthResponse;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.AgentWord;
import dev.sluice.operation.server.DisableAgent;
import dev.sluice.operation.server.DisableHealth;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableAgent;
import dev.sluice.operation.server.EnableHealth;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.HealthWord;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAgent;
import dev.sluice.operation.server.SetServerHealth;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** The verbs of servers. */
class ServerChanges extends ServerDrains {
    ServerChanges(Kit kit) {
        super(kit);
    }

    /** What the requests of all verbs have in common. */
    private record Target(String name, String etag, String requestId) {}

    /** Makes a response. */
    @FunctionalInterface
    interface Response<R> {
        R of(long revision, Server server);
    }

    private <R extends Message> void change(
            StreamObserver<R> to,
            Message request,
            Target target,
            Function<ServerRef, Operation> operation,
            Response<R> response) {
        kit.calls().change(to, target.requestId(), request, () -> {
            ServerRef reference = Names.server("name", target.name());
            Subject subject = new Subject(Kit.SERVER, target.name(), "name");
            return kit.calls()
                    .submit(
                            operation.apply(reference),
                            subject,
                            kit.etags().server(reference, target.etag()),
                            done -> response.of(kit.calls().revision(), kit.server(reference, subject)));
        });
    }

    @Override
    public void enableServer(EnableServerRequest request, StreamObserver<EnableServerResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                EnableServer::new,
                (revision, server) -> EnableServerResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void disableServer(DisableServerRequest request, StreamObserver<DisableServerResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                DisableServer::new,
                (revision, server) -> DisableServerResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void enableServerHealthCheck(
            EnableServerHealthCheckRequest request, StreamObserver<EnableServerHealthCheckResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                EnableHealth::new,
                (revision, server) -> EnableServerHealthCheckResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void disableServerHealthCheck(
            DisableServerHealthCheckRequest request, StreamObserver<DisableServerHealthCheckResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                DisableHealth::new,
                (revision, server) -> DisableServerHealthCheckResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void enableServerAgentCheck(
            EnableServerAgentCheckRequest request, StreamObserver<EnableServerAgentCheckResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                EnableAgent::new,
                (revision, server) -> EnableServerAgentCheckResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void disableServerAgentCheck(
            DisableServerAgentCheckRequest request, StreamObserver<DisableServerAgentCheckResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                DisableAgent::new,
                (revision, server) -> DisableServerAgentCheckResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void setServerHealth(SetServerHealthRequest request, StreamObserver<SetServerHealthResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                reference -> new SetServerHealth(reference, Checked.of(health(request.getHealth()))),
                (revision, server) -> SetServerHealthResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    @Override
    public void setServerAgentHealth(
            SetServerAgentHealthRequest request, StreamObserver<SetServerAgentHealthResponse> to) {
        change(
                to,
                request,
                new Target(request.getName(), request.getEtag(), request.getRequestId()),
                reference -> new SetServerAgent(reference, Checked.of(agent(request.getHealth()))),
                (revision, server) -> SetServerAgentHealthResponse.newBuilder()
                        .setRevision(revision)
                        .setServer(server)
                        .build());
    }

    private static HealthWord health(ServerHealth health) {
        return switch (health) {
            case SERVER_HEALTH_UP -> HealthWord.UP;
            case SERVER_HEALTH_STOPPING -> HealthWord.STOPPING;
            case SERVER_HEALTH_DOWN -> HealthWord.DOWN;
            case SERVER_HEALTH_UNSPECIFIED, UNRECOGNIZED ->
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        "health: " + health + " (expected: UP, STOPPING or DOWN)",
                        Subject.field("health"));
        };
    }

    private static AgentWord agent(AgentHealth health) {
        return switch (health) {
            case AGENT_HEALTH_UP -> AgentWord.UP;
            case AGENT_HEALTH_DOWN -> AgentWord.DOWN;
            case AGENT_HEALTH_UNSPECIFIED, UNRECOGNIZED ->
                throw Errors.of(
                        Reason.BAD_ARGUMENT, "health: " + health + " (expected: UP or DOWN)", Subject.field("health"));
        };
    }
}
