package dev.sluice.grpc;

import dev.sluice.grpc.v1.DisableDynamicCookieRequest;
import dev.sluice.grpc.v1.DisableDynamicCookieResponse;
import dev.sluice.grpc.v1.DynamicCookieServiceGrpc;
import dev.sluice.grpc.v1.EnableDynamicCookieRequest;
import dev.sluice.grpc.v1.EnableDynamicCookieResponse;
import dev.sluice.grpc.v1.SetDynamicCookieKeyRequest;
import dev.sluice.grpc.v1.SetDynamicCookieKeyResponse;
import dev.sluice.operation.backend.DisableDynamicCookie;
import dev.sluice.operation.backend.EnableDynamicCookie;
import dev.sluice.operation.backend.SetDynamicCookieKey;
import io.grpc.stub.StreamObserver;

/** The service of computed cookies. */
final class DynamicCookiesRpc extends DynamicCookieServiceGrpc.DynamicCookieServiceImplBase {
    private final Kit kit;

    DynamicCookiesRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void enableDynamicCookie(
            EnableDynamicCookieRequest request, StreamObserver<EnableDynamicCookieResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new EnableDynamicCookie(name),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> EnableDynamicCookieResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void disableDynamicCookie(
            DisableDynamicCookieRequest request, StreamObserver<DisableDynamicCookieResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new DisableDynamicCookie(name),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> DisableDynamicCookieResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }

    @Override
    public void setDynamicCookieKey(
            SetDynamicCookieKeyRequest request, StreamObserver<SetDynamicCookieKeyResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = Names.backend("name", request.getName());
            Subject subject = new Subject(Kit.BACKEND, request.getName(), "key");
            return kit.calls()
                    .submit(
                            new SetDynamicCookieKey(name, request.getKey()),
                            subject,
                            kit.etags().backend(name, request.getEtag()),
                            done -> SetDynamicCookieKeyResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setBackend(kit.backend(name, subject))
                                    .build());
        });
    }
}
