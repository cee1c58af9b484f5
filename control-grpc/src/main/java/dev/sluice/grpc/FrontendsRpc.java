package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.grpc.v1.DisableFrontendRequest;
import dev.sluice.grpc.v1.DisableFrontendResponse;
import dev.sluice.grpc.v1.EnableFrontendRequest;
import dev.sluice.grpc.v1.EnableFrontendResponse;
import dev.sluice.grpc.v1.Frontend;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.GetFrontendRequest;
import dev.sluice.grpc.v1.GetFrontendResponse;
import dev.sluice.grpc.v1.ListFrontendsRequest;
import dev.sluice.grpc.v1.ListFrontendsResponse;
import dev.sluice.grpc.v1.ShutdownFrontendRequest;
import dev.sluice.grpc.v1.ShutdownFrontendResponse;
import dev.sluice.grpc.v1.UpdateFrontendRequest;
import dev.sluice.grpc.v1.UpdateFrontendResponse;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.frontend.DisableFrontend;
import dev.sluice.operation.frontend.EnableFrontend;
import dev.sluice.operation.frontend.SetFrontendMaxconn;
import dev.sluice.operation.frontend.ShutdownFrontend;
import dev.sluice.operation.stat.Selection;
import dev.sluice.operation.stat.ShowStatistics;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The service of frontends. */
final class FrontendsRpc extends FrontendServiceGrpc.FrontendServiceImplBase {
    private static final ShowStatistics ALL = new ShowStatistics(
            Checked.of(new Selection(Selection.Domain.PROXY, "", Selection.FRONTENDS, -1, Selection.Servers.ALL)));

    private final Kit kit;

    FrontendsRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void getFrontend(GetFrontendRequest request, StreamObserver<GetFrontendResponse> to) {
        kit.calls().answer(to, () -> {
            String name = Names.frontend("name", request.getName());
            Subject subject = new Subject(Kit.FRONTEND, request.getName(), "name");
            long revision = kit.calls().revision();
            return kit.calls()
                    .submit(
                            ALL,
                            subject,
                            Precondition.NONE,
                            outcome -> GetFrontendResponse.newBuilder()
                                    .setRevision(revision)
                                    .setFrontend(kit.frontend(name, subject))
                                    .build());
        });
    }

    @Override
    public void listFrontends(ListFrontendsRequest request, StreamObserver<ListFrontendsResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> kit.calls()
                                .each(ALL, Subject.field(""), dev.sluice.state.Frontend.class, kit.proxies()::of));
    }

    @Override
    public void updateFrontend(UpdateFrontendRequest request, StreamObserver<UpdateFrontendResponse> to) {
        Frontend frontend = request.getFrontend();
        Target target = new Target("frontend.name", frontend.getName(), frontend.getEtag(), request.getRequestId());
        change(
                to,
                request,
                target,
                name -> update(name, request),
                (revision, after) -> UpdateFrontendResponse.newBuilder()
                        .setRevision(revision)
                        .setFrontend(after)
                        .build());
    }

    private static SetFrontendMaxconn update(String name, UpdateFrontendRequest request) {
        Set<String> chosen = Masks.read(request.getUpdateMask(), request.getFrontend(), List.of("max_connections"));
        String only = chosen.iterator().next();
        int limit = Numbers.limit("frontend." + only, request.getFrontend().getMaxConnections());
        return new SetFrontendMaxconn(name, Checked.of(limit));
    }

    @Override
    public void enableFrontend(EnableFrontendRequest request, StreamObserver<EnableFrontendResponse> to) {
        Target target = new Target("name", request.getName(), request.getEtag(), request.getRequestId());
        change(
                to,
                request,
                target,
                EnableFrontend::new,
                (revision, after) -> EnableFrontendResponse.newBuilder()
                        .setRevision(revision)
                        .setFrontend(after)
                        .build());
    }

    @Override
    public void disableFrontend(DisableFrontendRequest request, StreamObserver<DisableFrontendResponse> to) {
        Target target = new Target("name", request.getName(), request.getEtag(), request.getRequestId());
        change(
                to,
                request,
                target,
                DisableFrontend::new,
                (revision, after) -> DisableFrontendResponse.newBuilder()
                        .setRevision(revision)
                        .setFrontend(after)
                        .build());
    }

    @Override
    public void shutdownFrontend(ShutdownFrontendRequest request, StreamObserver<ShutdownFrontendResponse> to) {
        Target target = new Target("name", request.getName(), request.getEtag(), request.getRequestId());
        change(
                to,
                request,
                target,
                ShutdownFrontend::new,
                (revision, after) -> ShutdownFrontendResponse.newBuilder()
                        .setRevision(revision)
                        .setFrontend(after)
                        .build());
    }

    /** What the requests of all changes have in common. */
    private record Target(String field, String name, String etag, String requestId) {}

    private <R extends Message> void change(
            StreamObserver<R> to,
            Message request,
            Target target,
            Function<String, Operation> operation,
            BiFunction<Long, Frontend, R> response) {
        kit.calls().change(to, target.requestId(), request, () -> {
            String name = Names.frontend(target.field(), target.name());
            Subject subject = new Subject(Kit.FRONTEND, target.name(), target.field());
            return kit.calls()
                    .submit(
                            operation.apply(name),
                            subject,
                            kit.etags().frontend(name, target.etag()),
                            done -> response.apply(kit.calls().revision(), kit.frontend(name, subject)));
        });
    }
}
