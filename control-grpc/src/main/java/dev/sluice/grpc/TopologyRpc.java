package dev.sluice.grpc;

import dev.sluice.grpc.v1.DefaultServer;
import dev.sluice.grpc.v1.ListDefaultServersRequest;
import dev.sluice.grpc.v1.ListDefaultServersResponse;
import dev.sluice.grpc.v1.ListDefaultsRequest;
import dev.sluice.grpc.v1.ListDefaultsResponse;
import dev.sluice.grpc.v1.ListNameServersRequest;
import dev.sluice.grpc.v1.ListNameServersResponse;
import dev.sluice.grpc.v1.NameServer;
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
        kit.calls().list(to, request, new ShowDefaults(), String.class, name -> name);
    }

    @Override
    public void listDefaultServers(ListDefaultServersRequest request, StreamObserver<ListDefaultServersResponse> to) {
        kit.calls().list(to, request, () -> {
            String backend = Names.parent("parent", request.getParent());
            return kit.calls()
                    .each(
                            new ShowDefaultServers(backend.equals(Names.ALL) ? "" : backend),
                            new Subject(Kit.BACKEND, request.getParent(), "parent"),
                            dev.sluice.operation.server.DefaultServer.class,
                            TopologyRpc::of);
        });
    }

    @Override
    public void listNameServers(ListNameServersRequest request, StreamObserver<ListNameServersResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> kit.calls()
                                .each(
                                        new ShowResolvers(request.getSection()),
                                        Subject.field("section"),
                                        NameServerStatus.class,
                                        TopologyRpc::of));
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
