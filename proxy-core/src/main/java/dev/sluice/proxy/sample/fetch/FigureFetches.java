package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.wire.TcpFigure;
import dev.sluice.proxy.wire.Wire;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the system measures of both connections, and where the server's begins (manual sections 7.3.3). */
final class FigureFetches {
    private static final int MICROS_IN_MILLI = 1_000;

    static final List<Fetch> ALL = List.of(
            time("fc_rtt", Layer.CONNECTION, "the time to the client and back", TcpFigure.RTT),
            time("fc_rttvar", Layer.CONNECTION, "how much that time varies", TcpFigure.RTT_VARIANCE),
            time("bc_rtt", Layer.SERVER, "the time to the server and back", TcpFigure.RTT),
            time("bc_rttvar", Layer.SERVER, "how much that time varies", TcpFigure.RTT_VARIANCE),
            count("fc_unacked", "segments that the client has yet to acknowledge", TcpFigure.UNACKED),
            count("fc_sacked", "segments that the client has acknowledged before others", TcpFigure.SACKED),
            count("fc_lost", "segments to the client that are lost", TcpFigure.LOST),
            count("fc_retrans", "segments to the client that are sent once more", TcpFigure.RETRANS),
            count("fc_fackets", "segments up to the last one acknowledged", TcpFigure.FACKETS),
            count("fc_reordering", "by how much segments to the client come in another order", TcpFigure.REORDERING),
            Fetch.of(
                    "bc_src",
                    SampleType.ADDR,
                    Layer.SERVER,
                    "this end of the server's connection",
                    (context, sample) -> {
                        InetSocketAddress local = local(context);
                        return local != null
                                && sample.address(local.getAddress().getAddress());
                    }),
            Fetch.of(
                    "bc_src_port",
                    SampleType.SINT,
                    Layer.SERVER,
                    "the port of this end of the server's connection",
                    (context, sample) -> {
                        InetSocketAddress local = local(context);
                        return local != null && sample.integer(local.getPort());
                    }));

    private FigureFetches() {}

    private static @Nullable InetSocketAddress local(SampleContext context) {
        Wire wire = context.serverWire();
        return wire != null && wire.localAddress() instanceof InetSocketAddress inet ? inet : null;
    }

    private static Evaluator figure(Layer layer, TcpFigure figure, int unit) {
        return (context, sample) -> {
            ConnectionView client = context.client();
            long value = layer == Layer.SERVER
                    ? figure.of(context.serverWire())
                    : client == null ? TcpFigure.NONE : client.figure(figure);
            return value != TcpFigure.NONE && sample.integer(value / unit);
        };
    }

    private static Fetch count(String name, String documentation, TcpFigure figure) {
        return Fetch.of(name, SampleType.SINT, Layer.CONNECTION, documentation, figure(Layer.CONNECTION, figure, 1));
    }

    private static Fetch time(String name, Layer layer, String documentation, TcpFigure figure) {
        return Fetch.of(
                name,
                Signature.of(0, STRING),
                SampleType.SINT,
                layer,
                documentation + ", in milliseconds or, with 'us', in microseconds",
                (arguments, scope) -> figure(layer, figure, unit(arguments)));
    }

    private static int unit(Arguments arguments) throws SampleException {
        return switch (arguments.text(0)) {
            case "", "ms" -> MICROS_IN_MILLI;
            case "us" -> 1;
            default -> throw arguments.bad("expects 'us' or 'ms', got '" + arguments.text(0) + "'");
        };
    }
}
