package dev.sluice.grpc;

import dev.sluice.grpc.v1.CheckEndpoint;
import dev.sluice.grpc.v1.ConfigureServerRequest;
import dev.sluice.grpc.v1.ConfigureServerResponse;
import dev.sluice.grpc.v1.CreateBackendRequest;
import dev.sluice.grpc.v1.CreateBackendResponse;
import dev.sluice.grpc.v1.CreateBindRequest;
import dev.sluice.grpc.v1.CreateBindResponse;
import dev.sluice.grpc.v1.CreateFrontendRequest;
import dev.sluice.grpc.v1.CreateFrontendResponse;
import dev.sluice.grpc.v1.CreateServerRequest;
import dev.sluice.grpc.v1.CreateServerResponse;
import dev.sluice.grpc.v1.DeleteBackendRequest;
import dev.sluice.grpc.v1.DeleteBackendResponse;
import dev.sluice.grpc.v1.DeleteBindRequest;
import dev.sluice.grpc.v1.DeleteBindResponse;
import dev.sluice.grpc.v1.DeleteFrontendRequest;
import dev.sluice.grpc.v1.DeleteFrontendResponse;
import dev.sluice.grpc.v1.DeleteServerRequest;
import dev.sluice.grpc.v1.DeleteServerResponse;
import dev.sluice.grpc.v1.ProxyMode;
import dev.sluice.grpc.v1.PublishBackendRequest;
import dev.sluice.grpc.v1.PublishBackendResponse;
import dev.sluice.grpc.v1.RenameServerRequest;
import dev.sluice.grpc.v1.RenameServerResponse;
import dev.sluice.grpc.v1.TopologyServiceGrpc;
import dev.sluice.grpc.v1.UnpublishBackendRequest;
import dev.sluice.grpc.v1.UnpublishBackendResponse;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.backend.AddBackend;
import dev.sluice.operation.backend.DelBackend;
import dev.sluice.operation.backend.PublishBackend;
import dev.sluice.operation.backend.UnpublishBackend;
import dev.sluice.operation.frontend.AddBind;
import dev.sluice.operation.frontend.AddFrontend;
import dev.sluice.operation.frontend.DelBind;
import dev.sluice.operation.frontend.DelFrontend;
import dev.sluice.operation.server.AddServer;
import dev.sluice.operation.server.AddressArgument;
import dev.sluice.operation.server.DelServer;
import dev.sluice.operation.server.PortArgument;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAgentAddress;
import dev.sluice.operation.server.SetServerAgentPort;
import dev.sluice.operation.server.SetServerAgentSend;
import dev.sluice.operation.server.SetServerCheckAddress;
import dev.sluice.operation.server.SetServerCheckPort;
import dev.sluice.operation.server.SetServerFqdn;
import dev.sluice.operation.server.SetServerName;
import dev.sluice.operation.server.SetServerSsl;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Adds servers, backends, frontends and addresses, and takes them out. */
class TopologyChanges extends TopologyServiceGrpc.TopologyServiceImplBase {
    final Kit kit;

    TopologyChanges(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void createServer(CreateServerRequest request, StreamObserver<CreateServerResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String backend = Names.backend("parent", request.getParent());
            ServerRef reference = new ServerRef(backend, request.getServerId());
            Subject subject =
                    new Subject(Kit.SERVER, request.getParent() + "/servers/" + request.getServerId(), "server_id");
            List<String> words = new ArrayList<>();
            if (!request.getAddress().isEmpty()) {
                words.add(request.getAddress());
            }
            words.addAll(request.getParametersList());
            return kit.calls()
                    .submit(
                            new AddServer(reference, words),
                            subject,
                            kit.etags().backend(backend, ""),
                            done -> CreateServerResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setServer(kit.server(reference, subject))
                                    .build());
        });
    }

    @Override
    public void renameServer(RenameServerRequest request, StreamObserver<RenameServerResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            ServerRef reference = Names.server("name", request.getName());
            Subject subject = new Subject(Kit.SERVER, request.getName(), "name");
            ServerRef renamed = new ServerRef(reference.backend(), request.getNewServerId());
            return kit.calls()
                    .submit(
                            new SetServerName(reference, request.getNewServerId()),
                            subject,
                            kit.etags().server(reference, request.getEtag()),
                            done -> RenameServerResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setServer(kit.server(renamed, subject))
                                    .build());
        });
    }

    @Override
    public void configureServer(ConfigureServerRequest request, StreamObserver<ConfigureServerResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            ServerRef reference = Names.server("name", request.getName());
            Subject subject = new Subject(Kit.SERVER, request.getName(), "name");
            return kit.calls()
                    .submit(
                            setting(reference, request),
                            subject,
                            kit.etags().server(reference, request.getEtag()),
                            done -> ConfigureServerResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setServer(kit.server(reference, subject))
                                    .build());
        });
    }

    @Override
    public void createBackend(CreateBackendRequest request, StreamObserver<CreateBackendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = request.getBackendId();
            Subject subject = new Subject(Kit.BACKEND, "backends/" + name, "backend_id");
            return kit.calls()
                    .submit(
                            AddBackend.of(name, request.getDefaults(), mode(request.getMode()), request.getGuid()),
                            subject,
                            Precondition.NONE,
                            done -> CreateBackendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void publishBackend(PublishBackendRequest request, StreamObserver<PublishBackendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new PublishBackend(name),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> PublishBackendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void unpublishBackend(UnpublishBackendRequest request, StreamObserver<UnpublishBackendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new UnpublishBackend(name),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> UnpublishBackendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void createFrontend(CreateFrontendRequest request, StreamObserver<CreateFrontendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = request.getFrontendId();
            Subject subject = new Subject(Kit.FRONTEND, "frontends/" + name, "frontend_id");
            return kit.calls()
                    .submit(
                            new AddFrontend(name, request.getDefaults(), request.getParametersList()),
                            subject,
                            Precondition.NONE,
                            done -> CreateFrontendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setFrontend(kit.frontend(name, subject))
                                    .build());
        });
    }

    @Override
    public void createBind(CreateBindRequest request, StreamObserver<CreateBindResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.frontend("parent", request.getParent());
            Subject subject = new Subject(Kit.FRONTEND, request.getParent(), "parent");
            List<String> words = new ArrayList<>();
            if (!request.getAddresses().isEmpty()) {
                words.add(request.getAddresses());
            }
            words.addAll(request.getParametersList());
            return kit.calls()
                    .submit(
                            new AddBind(name, words),
                            subject,
                            kit.etags().frontend(name, request.getEtag()),
                            done -> CreateBindResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setFrontend(kit.frontend(name, subject))
                                    .build());
        });
    }

    @Override
    public void deleteBind(DeleteBindRequest request, StreamObserver<DeleteBindResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.frontend("parent", request.getParent());
            Subject subject = new Subject(Kit.FRONTEND, request.getParent(), "parent");
            return kit.calls()
                    .submit(
                            new DelBind(name, request.getListener()),
                            subject,
                            kit.etags().frontend(name, request.getEtag()),
                            done -> DeleteBindResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setFrontend(kit.frontend(name, subject))
                                    .build());
        });
    }

    @Override
    public void deleteServer(DeleteServerRequest request, StreamObserver<DeleteServerResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            ServerRef reference = Names.server("name", request.getName());
            if (request.getAllowMissing()
                    && Lookup.server(kit.state(), reference).isEmpty()) {
                return CompletableFuture.completedStage(DeleteServerResponse.newBuilder()
                        .setRevision(kit.calls().revision())
                        .build());
            }
            return kit.calls()
                    .submit(
                            new DelServer(reference),
                            new Subject(Kit.SERVER, request.getName(), "name"),
                            kit.etags().server(reference, request.getEtag()),
                            done -> DeleteServerResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }

    @Override
    public void deleteBackend(DeleteBackendRequest request, StreamObserver<DeleteBackendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            if (request.getAllowMissing() && Lookup.backend(kit.state(), name).isEmpty()) {
                return CompletableFuture.completedStage(DeleteBackendResponse.newBuilder()
                        .setRevision(kit.calls().revision())
                        .build());
            }
            return kit.calls()
                    .submit(
                            new DelBackend(name),
                            new Subject(Kit.BACKEND, request.getName(), "name"),
                            kit.etags().backend(name, request.getEtag()),
                            done -> DeleteBackendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }

    @Override
    public void deleteFrontend(DeleteFrontendRequest request, StreamObserver<DeleteFrontendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.frontend("name", request.getName());
            if (request.getAllowMissing() && Lookup.frontend(kit.state(), name).isEmpty()) {
                return CompletableFuture.completedStage(DeleteFrontendResponse.newBuilder()
                        .setRevision(kit.calls().revision())
                        .build());
            }
            return kit.calls()
                    .submit(
                            new DelFrontend(name),
                            new Subject(Kit.FRONTEND, request.getName(), "name"),
                            kit.etags().frontend(name, request.getEtag()),
                            done -> DeleteFrontendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }

    private static String mode(ProxyMode mode) {
        return switch (mode) {
            case PROXY_MODE_TCP -> "tcp";
            case PROXY_MODE_HTTP -> "http";
            case PROXY_MODE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    private static Operation setting(ServerRef server, ConfigureServerRequest request) {
        return switch (request.getSettingCase()) {
            case HEALTH_CHECK_ENDPOINT ->
                new SetServerCheckAddress(server, endpoint("check-addr", request.getHealthCheckEndpoint()));
            case HEALTH_CHECK_PORT -> new SetServerCheckPort(server, port("check-port", request.getHealthCheckPort()));
            case AGENT_ENDPOINT ->
                new SetServerAgentAddress(server, endpoint("agent-addr", request.getAgentEndpoint()));
            case AGENT_PORT -> new SetServerAgentPort(server, port("agent-port", request.getAgentPort()));
            case AGENT_QUESTION -> new SetServerAgentSend(server, request.getAgentQuestion());
            case HOST_NAME -> new SetServerFqdn(server, request.getHostName());
            case ENCRYPTED -> new SetServerSsl(server, request.getEncrypted() ? "on" : "off");
            case SETTING_NOT_SET ->
                throw Errors.of(
                        Reason.MISSING_ARGUMENT, "setting: missing (expected: one of them)", Subject.field("setting"));
        };
    }

    private static Checked<AddressArgument> endpoint(String what, CheckEndpoint endpoint) {
        int port = endpoint.getPort();
        return PortArgument.address(what, endpoint.getHost(), port == 0 ? "" : Integer.toUnsignedString(port));
    }

    private static Checked<Integer> port(String what, int port) {
        return PortArgument.parse(what, Integer.toUnsignedString(port));
    }
}
