package dev.sluice.proxy.http;

import dev.sluice.state.Backend;
import dev.sluice.state.Server;

/** What is counted of an exchange while it runs and once it has ended. */
final class Ending {
    private Ending() {}

    /** Brings the counters of bytes up to date; a bare head counts once it is answered, or over. */
    static void count(Exchange exchange, Replying replying) {
        Forwarding forwarding = exchange.forwarding();
        if (forwarding.upload().body().payload() > 0
                || forwarding.download().accounted() + replying.pageAccounted() > 0
                || replying.isServing()) {
            sizes(exchange, replying);
        }
    }

    private static void sizes(Exchange exchange, Replying replying) {
        Forwarding forwarding = exchange.forwarding();
        Framing framing = exchange.request.framing;
        long payload = forwarding.upload().body().payload();
        long sent = forwarding.isHeadSent() || replying.isServing() ? framing.accounted + payload : 0;
        long answered = forwarding.download().accounted() + replying.pageAccounted();
        Compressing compressing = exchange.compressing;
        exchange.tally.sizes(
                framing.accountedIn + payload,
                Math.max(0, sent - compressing.savedOfRequest()),
                answered,
                answered + forwarding.download().growth() + replying.accounted() - compressing.saved());
    }

    /** Counts how it ended and what it took; its times are taken. */
    static void account(Exchange exchange, Replying replying) {
        Tally tally = exchange.tally;
        Trace trace = exchange.trace;
        Server chosen = exchange.chosenServer();
        if (chosen != null) {
            tally.server(exchange.shard().lane(chosen).counters());
        }
        sizes(exchange, replying);
        tally.ended(trace.status);
        Backend of = exchange.backend();
        if (of != null && trace.connectMillis >= 0 && trace.responseMillis >= 0) {
            long total = exchange.shard().worker().nowMillis() - trace.beganMillis;
            tally.times(of, chosen, trace.queueMillis, trace.connectMillis, trace.responseMillis, total);
        }
        tally.clientWire(exchange.client().wire());
    }
}
