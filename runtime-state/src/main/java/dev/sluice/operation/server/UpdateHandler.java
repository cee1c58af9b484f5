package dev.sluice.operation.server;

import dev.sluice.config.ServerAddress;
import dev.sluice.operation.Checked;
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
        return checked(operation, context).then(server -> {
            List<String> changes = apply(operation, server, context);
            if (!changes.isEmpty()) {
                context.changed("server " + server + " " + String.join(", ", changes));
            }
            return Outcome.OK;
        });
    }

    static Outcome updateAll(UpdateServers operation, Context context) {
        List<Server> servers = new ArrayList<>();
        for (UpdateServer update : operation.updates()) {
            Checked<Server> checked = checked(update, context);
            Server server = checked.value();
            if (server == null) {
                return refused(checked.refusal(), update);
            }
            servers.add(server);
        }
        context.changing();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            Server server = servers.get(i);
            List<String> changes = apply(operation.updates().get(i), server, context);
            if (!changes.isEmpty()) {
                all.add("server " + server + " " + String.join(", ", changes));
            }
        }
        if (!all.isEmpty()) {
            String rest = all.size() > 1 ? " and " + (all.size() - 1) + " more" : "";
            context.changed(all.get(0) + rest);
        }
        return Outcome.OK;
    }

    /** The refusal of one, saying which it is. */
    private static Outcome refused(Outcome.Refused refusal, UpdateServer update) {
        ServerRef server = update.server();
        return new Outcome.Refused(
                refusal.reason(),
                refusal.severity(),
                server.backend() + "/" + server.server() + ": " + refusal.text(),
                refusal.detail());
    }

    private static Checked<Server> checked(UpdateServer operation, Context context) {
        return Find.server(context, operation.server()).and(server -> {
            WeightArgument weight = operation.weight();
            Optional<Outcome> refusal = weight == null
                    ? Optional.empty()
                    : ServerHandlers.weightRefusal(server, weight.of(server.initialWeight()));
            return refusal.isPresent() && refusal.get() instanceof Outcome.Refused refused
                    ? new Checked<>(null, refused)
                    : Checked.of(server);
        });
    }

    private static List<String> apply(UpdateServer operation, Server server, Context context) {
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
        return changes;
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
