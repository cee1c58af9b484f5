package dev.sluice.grpc;

import com.google.protobuf.StringValue;
import dev.sluice.grpc.v1.DefaultServer;
import dev.sluice.grpc.v1.ListDefaultServersRequest;
import dev.sluice.grpc.v1.ListDefaultServersResponse;
import dev.sluice.grpc.v1.ListDefaultsRequest;
import dev.sluice.grpc.v1.ListDefaultsResponse;
import dev.sluice.grpc.v1.ListNameServersRequest;
import dev.sluice.grpc.v1.ListNameServersResponse;
import dev.sluice.grpc.v1.NameServer;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.backend.ShowDefaults;
import dev.sluice.operation.resolver.NameServerStatus;
import dev.sluice.operation.resolver.ShowResolvers;
import dev.sluice.operation.server.ShowDefaultServers;
import dev.sluice.state.NameServerCounter;
import io.grpc.stub.StreamObserver;

/** The service of what there is: lists; {@link TopologyChanges} has the verbs. */
final class TopologyRpc extends TopologyChanges {
    TopologyRpc(Kit kit) {
        super(kit);
    }

    @Override
    public void listDefaults(ListDefaultsRequest request, StreamObserver<ListDefaultsResponse> to) {
        kit.calls().answer(to, () -> {
            ListDefaultsRequest arguments =
                    request.toBuilder().clearPageSize().clearPageToken().build();
            Calls.Paging paging = new Calls.Paging(request.getPageSize(), request.getPageToken());
            return kit.calls()
                    .page(
                            paging,
                            arguments,
                            () -> kit.calls()
                                    .submit(
                                            new ShowDefaults(),
                                            Subject.field(""),
                                            Precondition.NONE,
                                            outcome -> Calls.rows(outcome, String.class).stream()
                                                    .map(StringValue::of)
                                                    .toList()))
                    .thenApply(page -> ListDefaultsResponse.newBuilder()
                            .setRevision(page.revision())
                            .addAllDefaults(page.items().stream()
                                    .map(StringValue::getValue)
                                    .toList())
                            .setNextPageToken(page.nextToken())
                            .build());
        });
    }

    @Override
    public void listDefaultServers(ListDefaultServersRequest request, StreamObserver<ListDefaultServersResponse> to) {
        kit.calls().answer(to, () -> {
            String backend = Names.parent("parent", request.getParent());
            String which = backend.equals(Names.ALL) ? "" : backend;
            ListDefaultServersRequest arguments =
                    request.toBuilder().clearPageSize().clearPageToken().build();
            Calls.Paging paging = new Calls.Paging(request.getPageSize(), request.getPageToken());
            return kit.calls()
                    .page(
                            paging,
                            arguments,
                            () -> kit.calls()
                                    .submit(
                                            new ShowDefaultServers(which),
                                            new Subject(Kit.BACKEND, request.getParent(), "parent"),
                                            Precondition.NONE,
                                            outcome ->
                                                    Calls.rows(outcome, dev.sluice.operation.server.DefaultServer.class)
                                                            .stream()
                                                            .map(TopologyRpc::of)
                                                            .toList()))
                    .thenApply(page -> ListDefaultServersResponse.newBuilder()
                            .setRevision(page.revision())
                            .addAllDefaultServers(page.items())
                            .setNextPageToken(page.nextToken())
                            .build());
        });
    }

    @Override
    public void listNameServers(ListNameServersRequest request, StreamObserver<ListNameServersResponse> to) {
        kit.calls().answer(to, () -> {
            ListNameServersRequest arguments =
                    request.toBuilder().clearPageSize().clearPageToken().build();
            Calls.Paging paging = new Calls.Paging(request.getPageSize(), request.getPageToken());
            return kit.calls()
                    .page(
                            paging,
                            arguments,
                            () -> kit.calls()
                                    .submit(
                                            new ShowResolvers(request.getSection()),
                                            Subject.field("section"),
                                            Precondition.NONE,
                                            outcome -> Calls.rows(outcome, NameServerStatus.class).stream()
                                                    .map(TopologyRpc::of)
                                                    .toList()))
                    .thenApply(page -> ListNameServersResponse.newBuilder()
                            .setRevision(page.revision())
                            .addAllNameServers(page.items())
                            .setNextPageToken(page.nextToken())
                            .build());
        });
    }

    private static DefaultServer of(dev.sluice.operation.server.DefaultServer server) {
        return DefaultServer.newBuilder()
                .setBackend("backends/" + server.backend())
                .setName(server.name())
                .build();
    }

    private static NameServer of(NameServerStatus server) {
        NameServer.Builder message =
                NameServer.newBuilder().setSection(server.section()).setName(server.name());
        for (NameServerCounter counter : NameServerCounter.values()) {
            message.putCounters(counter.word(), server.counters().get(counter));
        }
        return message.build();
    }
}
