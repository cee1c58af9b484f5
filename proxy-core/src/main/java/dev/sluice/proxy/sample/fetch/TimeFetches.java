package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** When things happened, and what became of them. */
final class TimeFetches {
    static final List<Fetch> ALL = List.of(
            date("accept_date", "when the connection was accepted", LogView::acceptWallMillis),
            date("request_date", "when the request began", LogView::beganWallMillis),
            number("req.timer.idle", "milliseconds before the request", LogView::idleMillis),
            number("req.timer.hdr", "milliseconds until the request's head was there", LogView::requestMillis),
            number(
                    "req.timer.tq",
                    "milliseconds until the request's head was there, waiting included",
                    log -> log.requestMillis() < 0 ? -1 : log.idleMillis() + log.requestMillis()),
            number("req.timer.queue", "milliseconds in queues", LogView::queueMillis),
            number("bc.timer.connect", "milliseconds of connecting", LogView::connectMillis),
            number("res.timer.hdr", "milliseconds until the response's head was there", LogView::responseMillis),
            number("res.timer.data", "milliseconds of the response's body", TimeFetches::data),
            number("fc.timer.handshake", "milliseconds of handshakes: none", log -> 0),
            number("fc.timer.total", "milliseconds in all", log -> log.totalMillis() + Math.max(0, log.idleMillis())),
            number("txn.timer.total", "milliseconds of the request", LogView::totalMillis),
            number("txn.timer.user", "milliseconds as the client saw them", LogView::totalMillis),
            number("txn.status", "the status that the log tells", LogView::status),
            number("txn.conn_retries", "connections that failed", LogView::retries),
            number("bytes_in", "bytes from the client", LogView::bytesUploaded),
            number("bytes_out", "bytes from the server", LogView::bytesRead),
            number("req.bytes_in", "bytes from the client", LogView::bytesUploaded),
            number("res.bytes_in", "bytes from the server", LogView::bytesRead),
            Fetch.of(
                    "txn.redispatched", SampleType.BOOL, Layer.INTERNAL, "whether another server was taken", (c, s) -> {
                        LogView log = c.log();
                        return log != null && s.bool(log.isRedispatched());
                    }),
            Fetch.of("txn.sess_term_state", SampleType.STR, Layer.INTERNAL, "how it ended", (context, sample) -> {
                LogView log = context.log();
                return log != null
                        && sample.text(log.terminationState().substring(0, 2).getBytes(StandardCharsets.US_ASCII));
            }));

    private TimeFetches() {}

    private interface Count {
        long of(LogView log);
    }

    private static Fetch number(String name, String documentation, Count count) {
        return Fetch.of(name, SampleType.SINT, Layer.INTERNAL, documentation, (context, sample) -> {
            LogView log = context.log();
            return log != null && sample.integer(count.of(log));
        });
    }

    private static Fetch date(String name, String documentation, Count count) {
        return Fetch.of(
                name, Signature.of(0, STRING), SampleType.SINT, Layer.CONNECTION, documentation, (arguments, scope) -> {
                    long perSecond = TimeUnits.perSecond(arguments, 0);
                    return (context, sample) -> {
                        LogView log = context.log();
                        return log != null && sample.integer(TimeUnits.of(count.of(log), perSecond));
                    };
                });
    }

    private static long data(LogView log) {
        if (log.requestMillis() < 0 || log.queueMillis() < 0 || log.connectMillis() < 0 || log.responseMillis() < 0) {
            return -1;
        }
        return log.totalMillis() - log.requestMillis() - log.queueMillis() - log.connectMillis() - log.responseMillis();
    }
}
