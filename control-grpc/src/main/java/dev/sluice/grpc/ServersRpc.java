package dev.sluice.grpc;

import dev.sluice.grpc.v1.BatchUpdateServersRequest;
import dev.sluice.grpc.v1.BatchUpdateServersResponse;
import dev.sluice.grpc.v1.GetServerRequest;
import dev.sluice.grpc.v1.GetServerResponse;
import dev.sluice.grpc.v1.ListServerConnectionsRequest;
import dev.sluice.grpc.v1.ListServerConnectionsResponse;
import dev.sluice.grpc.v1.ListServersRequest;
import dev.sluice.grpc.v1.ListServersResponse;
import dev.sluice.grpc.v1.ServerAddress;
import dev.sluice.grpc.v1.UpdateServerRequest;
import dev.sluice.grpc.v1.UpdateServerResponse;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.AddressArgument;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.ShowServersConnections;
import dev.sluice.operation.server.ShowServersState;
import dev.sluice.operation.server.UpdateServer;
import dev.sluice.operation.server.UpdateServers;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.state.NumericAddress;
import dev.sluice.state.Server;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The service of servers: looking and updating; {@link ServerChanges} has the verbs. */
final class ServersRpc extends ServerChanges {
    private static final List<String> SETTABLE = List.of("weight", "max_connections", "address");
    private static final int PORT_MAX = 65_535;

    ServersRpc(Kit kit) {
        super(kit);
    }

    @Override
    public void getServer(GetServerRequest request, StreamObserver<GetServerResponse> to) {
        kit.calls().answer(to, () -> {
            ServerRef reference = Names.server("name", request.getName());
            Subject subject = new Subject(Kit.SERVER, request.getName(), "name");
            long revision = kit.calls().revision();
            return kit.calls()
                    .submit(
                            new ShowServersState(reference.backend()),
                            subject,
                            Precondition.NONE,
                            outcome -> GetServerResponse.newBuilder()
                                    .setRevision(revision)
                                    .setServer(kit.server(reference, subject))
                                    .build());
        });
    }

    @Override
    public void listServers(ListServersRequest request, StreamObserver<ListServersResponse> to) {
        kit.calls().list(to, request, () -> all(request.getParent(), ShowServersState::new, kit.servers()::of));
    }

    @Override
    public void listServerConnections(
            ListServerConnectionsRequest request, StreamObserver<ListServerConnectionsResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> all(request.getParent(), ShowServersConnections::new, ServerMessages::connections));
    }

    private <T> CompletionStage<List<T>> all(
            String parent, Function<String, Operation> operation, Function<Server, T> message) {
        String backend = Names.parent("parent", parent);
        if (!backend.equals(Names.ALL)) {
            kit.backend(backend, new Subject(Kit.BACKEND, parent, "parent"));
        }
        return kit.calls()
                .each(
                        operation.apply(backend.equals(Names.ALL) ? "" : backend),
                        new Subject(Kit.BACKEND, parent, "parent"),
                        Server.class,
                        message);
    }

    @Override
    public void updateServer(UpdateServerRequest request, StreamObserver<UpdateServerResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String name = request.getServer().getName();
            ServerRef reference = Names.server("server.name", name);
            Subject subject = new Subject(Kit.SERVER, name, "server");
            return kit.calls()
                    .submit(
                            update(reference, request),
                            subject,
                            kit.etags().server(reference, request.getServer().getEtag()),
                            done -> UpdateServerResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setServer(kit.server(reference, subject))
                                    .build());
        });
    }

    @Override
    public void batchUpdateServers(BatchUpdateServersRequest request, StreamObserver<BatchUpdateServersResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            List<ServerRef> references = Batches.references(request);
            List<UpdateServer> updates = new ArrayList<>();
            List<Precondition> conditions = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                UpdateServerRequest one = request.getRequests(i);
                updates.add(update(references.get(i), one));
                conditions.add(
                        kit.etags().server(references.get(i), one.getServer().getEtag()));
            }
            Subject subject = new Subject(Kit.SERVER, request.getParent(), "requests");
            return kit.calls()
                    .submit(
                            new UpdateServers(updates),
                            subject,
                            Batches.all(conditions),
                            done -> BatchUpdateServersResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .addAllServers(references.stream()
                                            .map(reference -> kit.server(reference, subject))
                                            .toList())
                                    .build());
        });
    }

    private static UpdateServer update(ServerRef reference, UpdateServerRequest request) {
        var server = request.getServer();
        Set<String> chosen = Masks.read(request.getUpdateMask(), server, SETTABLE);
        return new UpdateServer(
                reference,
                chosen.contains("weight")
                        ? valid(WeightArgument.absolute(Integer.toUnsignedLong(server.getWeight())), "server.weight")
                        : null,
                chosen.contains("max_connections")
                        ? Numbers.limit("server.max_connections", server.getMaxConnections())
                        : null,
                chosen.contains("address") ? address(server.getAddress()) : null);
    }

    private static AddressArgument address(ServerAddress address) {
        NumericAddress host = NumericAddress.parse(address.getHost())
                .orElseThrow(() -> Errors.of(
                        Reason.BAD_ARGUMENT,
                        "server.address.host: " + address.getHost() + " (expected: a numeric address)",
                        Subject.field("server.address.host")));
        if (address.hasPortOffset()) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT,
                    "server.address.port_offset: output only",
                    Subject.field("server.address.port_offset"));
        }
        if (!address.hasPort()) {
            return new AddressArgument(host.family(), host.host(), null);
        }
        long port = Integer.toUnsignedLong(address.getPort());
        if (port < 1 || port > PORT_MAX) {
            throw Errors.of(
                    Reason.VALUE_OUT_OF_RANGE,
                    "server.address.port: " + port + " (expected: 1..65535)",
                    Subject.field("server.address.port"));
        }
        return new AddressArgument(host.family(), host.host(), new AddressArgument.Port((int) port, false));
    }

    private static <T> T valid(Checked<T> checked, String field) {
        T value = checked.value();
        if (value == null) {
            throw Errors.of(checked.refusal(), Subject.field(field), "update-server");
        }
        return value;
    }
}
