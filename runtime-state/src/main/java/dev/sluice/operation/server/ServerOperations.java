package dev.sluice.operation.server;

import dev.sluice.config.Level;
import dev.sluice.operation.Context;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.util.List;

/** What can be done with servers. */
public final class ServerOperations {
    public static final Declared<DisableServer> DISABLE_SERVER = Declared.change(
            DisableServer.class,
            "disable-server",
            Level.ADMIN,
            "put a server into maintenance",
            (operation, context) -> Find.server(context, operation.server()).then(server -> maint(context, server)));
    public static final Declared<EnableServer> ENABLE_SERVER = Declared.change(
            EnableServer.class,
            "enable-server",
            Level.ADMIN,
            "end a server's maintenance and draining",
            (operation, context) -> Find.server(context, operation.server()).then(server -> ready(context, server)));
    public static final Declared<SetServerState> SET_SERVER_STATE = Declared.change(
            SetServerState.class,
            "set-server-state",
            Level.ADMIN,
            "set a server's administrative state",
            (operation, context) -> Find.server(context, operation.server())
                    .then(server -> operation.state().then(wanted -> switch (wanted) {
                        case READY -> ready(context, server);
                        case DRAIN -> drain(context, server);
                        case MAINT -> maint(context, server);
                    })));
    public static final Declared<SetServerWeight> SET_SERVER_WEIGHT = Declared.change(
            SetServerWeight.class,
            "set-server-weight",
            Level.ADMIN,
            "change a server's weight",
            (operation, context) -> Find.server(context, operation.server())
                    .then(server -> operation.weight().then(weight -> weight(context, server, weight))));
    public static final Declared<GetWeight> GET_WEIGHT = Declared.look(
            GetWeight.class,
            "get-weight",
            Level.USER,
            "tell a server's weights",
            (operation, context) -> Find.server(context, operation.server())
                    .then(server -> Outcome.value(new WeightInfo(server.weight(), server.initialWeight()))));

    /** All of them. */
    public static final List<Declared<?>> ALL =
            List.of(DISABLE_SERVER, ENABLE_SERVER, SET_SERVER_STATE, SET_SERVER_WEIGHT, GET_WEIGHT);

    private ServerOperations() {}

    private static Outcome maint(Context context, Server server) {
        context.servers().maint(server);
        context.changed("server " + server + " put into maintenance");
        context.barrier();
        return Outcome.OK;
    }

    private static Outcome drain(Context context, Server server) {
        context.servers().drain(server);
        context.changed("server " + server + " drains");
        context.barrier();
        return Outcome.OK;
    }

    private static Outcome ready(Context context, Server server) {
        context.servers().ready(server);
        context.changed("server " + server + " ready");
        return Outcome.OK;
    }

    private static Outcome weight(Context context, Server server, WeightArgument argument) {
        int weight = argument.of(server.initialWeight());
        if (!ServerStates.isDynamic(server.backend()) && weight != 0 && weight != server.initialWeight()) {
            return Outcome.refused(
                    Reason.STATIC_ALGORITHM,
                    "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.");
        }
        context.servers().weight(server, weight);
        context.changed("server " + server + " has weight " + weight);
        return Outcome.OK;
    }
}
