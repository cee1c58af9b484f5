package dev.sluice.grpc;

import dev.sluice.grpc.v1.BackendServiceGrpc;
import dev.sluice.grpc.v1.DisableBackendRequest;
import dev.sluice.grpc.v1.DisableBackendResponse;
import dev.sluice.grpc.v1.EnableBackendRequest;
import dev.sluice.grpc.v1.EnableBackendResponse;
import dev.sluice.grpc.v1.GetBackendRequest;
import dev.sluice.grpc.v1.GetBackendResponse;
import dev.sluice.grpc.v1.ListBackendsRequest;
import dev.sluice.grpc.v1.ListBackendsResponse;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.backend.DisableBackend;
import dev.sluice.operation.backend.EnableBackend;
import dev.sluice.operation.backend.ShowBackends;
import dev.sluice.state.Backend;
import io.grpc.stub.StreamObserver;

/** The service of backends. */
final class BackendsRpc extends BackendServiceGrpc.BackendServiceImplBase {
    private final Kit kit;

    BackendsRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void getBackend(GetBackendRequest request, StreamObserver<GetBackendResponse> to) {
        kit.calls().answer(to, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            long revision = kit.calls().revision();
            return kit.calls()
                    .submit(
                            new ShowBackends(),
                            subject,
                            Precondition.NONE,
                            outcome -> GetBackendResponse.newBuilder()
                                    .setRevision(revision)
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void listBackends(ListBackendsRequest request, StreamObserver<ListBackendsResponse> to) {
        kit.calls().list(to, request, new ShowBackends(), Backend.class, kit.proxies()::of);
    }

    @Override
    public void enableBackend(EnableBackendRequest request, StreamObserver<EnableBackendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new EnableBackend(name),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> EnableBackendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void disableBackend(DisableBackendRequest request, StreamObserver<DisableBackendResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new DisableBackend(name),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> DisableBackendResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }
}
