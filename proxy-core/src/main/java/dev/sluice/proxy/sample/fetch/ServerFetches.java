package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.state.AdminState;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import java.util.List;

/** What servers tell of themselves. */
final class ServerFetches {
    private static final Signature ONE = Signature.of(1, Kind.SERVER);

    static final List<Fetch> ALL = List.of(
            Fetch.of("srv_name", SampleType.STR, Layer.SERVER, "the server's name", (context, sample) -> {
                Server server = context.server();
                return server != null && sample.text(server.name(), context.scratch());
            }),
            Fetch.of("srv_id", SampleType.SINT, Layer.SERVER, "the server's number", (context, sample) -> {
                Server server = context.server();
                return server != null && sample.integer(server.id());
            }),
            Fetch.of(
                    "srv_is_up",
                    ONE,
                    SampleType.BOOL,
                    Layer.INTERNAL,
                    "whether a server takes requests",
                    (arguments, scope) -> {
                        Server server = arguments.server(0);
                        return (context, sample) -> server != null && sample.bool(isUp(server));
                    }),
            number(
                    "srv_conn",
                    "connections of a server",
                    (server, now) -> server.sessions().get()),
            number(
                    "srv_conn_free",
                    "connections that a server has left",
                    (server, now) -> server.maxconn() == 0
                            ? -1
                            : Math.max(0, server.maxconn() - server.sessions().get())),
            number(
                    "srv_queue",
                    "requests waiting for a server",
                    (server, now) -> server.queued().get()),
            number(
                    "srv_sess_rate",
                    "new sessions a second of a server",
                    (server, now) -> server.sessionRate().perSecond(now)),
            number("srv_weight", "the weight of a server as it counts now", (server, now) -> effective(server)),
            number("srv_uweight", "the weight of a server as it was set", (server, now) -> server.weight()),
            number("srv_iweight", "the weight of a server as configured", (server, now) -> server.initialWeight()));

    private ServerFetches() {}

    private interface Count {
        long of(Server server, long nowMillis);
    }

    private static Fetch number(String name, String documentation, Count count) {
        return Fetch.of(name, ONE, SampleType.SINT, Layer.INTERNAL, documentation, (arguments, scope) -> {
            Server server = arguments.server(0);
            return (context, sample) -> server != null
                    && sample.integer(count.of(server, context.clock().millis()));
        });
    }

    static boolean isUp(Server server) {
        return server.backend().isEnabled()
                && (server.adminState() & AdminState.MAINT) == 0
                && server.operationalState() != OperationalState.STOPPED;
    }

    private static long effective(Server server) {
        return server.weight() * (long) server.throttlePercent() / 100;
    }
}
