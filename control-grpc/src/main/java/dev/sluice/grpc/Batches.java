package dev.sluice.grpc;

import dev.sluice.grpc.v1.BatchUpdateServersRequest;
import dev.sluice.grpc.v1.UpdateServerRequest;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.UpdateServers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What batches have to satisfy before they become an operation. */
final class Batches {
    private Batches() {}

    /** The servers that a batch names, each once, all below its parent. */
    static List<ServerRef> references(BatchUpdateServersRequest request) {
        int count = request.getRequestsCount();
        if (count == 0 || count > UpdateServers.UPDATES_MAX) {
            throw Errors.of(
                    Reason.VALUE_OUT_OF_RANGE,
                    "requests: " + count + " updates (expected: 1.." + UpdateServers.UPDATES_MAX + ")",
                    Subject.field("requests"));
        }
        String parent = Names.parent("parent", request.getParent());
        List<ServerRef> references = new ArrayList<>();
        Set<ServerRef> seen = new HashSet<>();
        for (UpdateServerRequest one : request.getRequestsList()) {
            String field = "requests[" + references.size() + "].server.name";
            ServerRef reference = Names.server(field, one.getServer().getName());
            if (!parent.equals(Names.ALL) && !parent.equals(reference.backend())) {
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        field + ": " + one.getServer().getName() + " (expected: a server of " + request.getParent()
                                + ")",
                        Subject.field(field));
            }
            if (!seen.add(reference)) {
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        field + ": " + one.getServer().getName() + " is named twice",
                        Subject.field(field));
            }
            references.add(reference);
        }
        return references;
    }

    /** Holds when all hold. */
    static Precondition all(List<Precondition> conditions) {
        return state -> {
            for (Precondition condition : conditions) {
                Optional<Outcome> refusal = condition.refusal(state);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            return Optional.empty();
        };
    }
}
