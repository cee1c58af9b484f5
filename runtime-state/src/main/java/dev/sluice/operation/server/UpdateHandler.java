package dev.sluice.operation.server;

import dev.sluice.config.ServerAddress;
import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets several things of a server at once. */
final class UpdateHandler {
    private UpdateHandler() {}

    static Outcome update(UpdateServer operation, Context context) {
        return Find.server(context, operation.server()).then(server -> {
            WeightArgument weight = operation.weight();
            Optional<Outcome> refusal = weight == null
                    ? Optional.empty()
                    : ServerHandlers.weightRefusal(server, weight.of(server.initialWeight()));
            return refusal.orElseGet(() -> apply(operation, server, context));
        });
    }

    private static Outcome apply(UpdateServer operation, Server server, Context context) {
        List<String> changes = new ArrayList<>();
        WeightArgument argument = operation.weight();
        int weight = argument == null ? server.weight() : argument.of(server.initialWeight());
        if (weight != server.weight()) {
            context.servers().weight(server, weight);
            changes.add("has weight " + weight);
        }
        Integer limit = operation.maxconn();
        int maxconn = limit == null ? server.maxconn() : limit;
        if (maxconn != server.maxconn()) {
            context.servers().maxconn(server, maxconn);
            changes.add("has maxconn " + maxconn);
        }
        ServerAddress address = address(operation.address(), server.address());
        if (!address.equals(server.address())) {
            context.servers().address(server, address);
            changes.add("is at " + address.display());
        }
        if (!changes.isEmpty()) {
            context.changed("server " + server + " " + String.join(", ", changes));
        }
        return Outcome.OK;
    }

    private static ServerAddress address(@Nullable AddressArgument argument, ServerAddress old) {
        if (argument == null) {
            return old;
        }
        AddressArgument.Port port = argument.port();
        return new ServerAddress(
                argument.family(),
                argument.host(),
                port == null ? old.port() : port.number(),
                port == null ? old.portMapped() : port.mapped());
    }
}
