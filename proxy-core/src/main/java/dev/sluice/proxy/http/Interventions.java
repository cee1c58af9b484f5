package dev.sluice.proxy.http;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.action.Answer;
import dev.sluice.proxy.action.Manner;
import dev.sluice.proxy.cache.CacheWire;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.InternalService;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** How an exchange ends otherwise than by its response: a side is at fault, a rule decides, the proxy itself speaks up. */
final class Interventions {
    private static final int SYSLOG_ALERT = 1;
    private static final int BAD_GATEWAY = 502;

    private final Exchange exchange;
    private final Judging judging;
    private final Replying replying;

    Interventions(Exchange exchange, Judging judging, Replying replying) {
        this.exchange = exchange;
        this.judging = judging;
        this.replying = replying;
    }

    /** What belongs to the program itself went wrong. */
    void failed(Counter counter) {
        exchange.tally.frontend(counter);
        exchange.trace.ended('I', judging.isResponding() ? 'H' : 'R');
        exchange.reply(500, false);
    }

    /** A rule wanted what cannot be done. */
    void rewriteFailed() {
        failed(Counter.INTERNAL_ERRORS);
    }

    /** No rule says where the request goes. */
    void nowhere() {
        exchange.trace.ended('S', 'C');
        exchange.reply(503, false);
    }

    /** Somebody has asked whether the proxy itself is well. */
    void monitored(int status) {
        exchange.tally.frontend(Counter.INTERCEPTED);
        exchange.trace.ended('L', 'R');
        exchange.reply(status, false);
    }

    /** The body did not come in time. */
    void bodyLate() {
        exchange.tally.frontend(Counter.REQUEST_ERRORS);
        exchange.trace.ended('c', 'R');
        exchange.trace.dropped = true;
        exchange.keepClient = false;
        exchange.reply(408, false);
    }

    /** The client has left in the middle of the body that was waited for. */
    void bodyAborted() {
        exchange.tally.frontend(Counter.REQUEST_ERRORS);
        exchange.trace.ended('C', 'R');
        exchange.keepClient = false;
        exchange.reply(400, false);
    }

    /** A rule finds that the request makes no sense. */
    void malformed() {
        exchange.tally.frontend(Counter.REQUEST_ERRORS);
        exchange.tracks.clientErred();
        exchange.trace.ended('P', 'R');
        exchange.trace.dropped = true;
        exchange.keepClient = false;
        exchange.reply(400, false);
    }

    /** A rule has waited for the body in vain. */
    void bodyMissing(boolean response) {
        if (response) {
            exchange.tally.side(Counter.RESPONSE_ERRORS, 1);
            serverFault('s', 504);
        } else {
            bodyLate();
        }
    }

    /** A rule answers. */
    void answer(Reply reply, int status, Manner manner, boolean response) {
        if (response) {
            exchange.forwarding().download().replaced();
        }
        if (manner == Manner.RETURNED && !response) {
            exchange.tally.frontend(Counter.INTERCEPTED);
        } else if (manner != Manner.RETURNED) {
            Counter denied = response ? Counter.RESPONSES_DENIED : Counter.REQUESTS_DENIED;
            exchange.tally.frontend(denied);
            exchange.tally.side(denied, 1);
            if (!response) {
                exchange.tracks.clientErred();
            }
        }
        exchange.trace.ended(manner.cause(), response ? 'H' : manner.where());
        if (!response) {
            exchange.trace.judged(exchange.shard().worker().nowMillis());
        }
        exchange.endConnecting();
        exchange.trace.status = status;
        replying.reply(reply, false);
    }

    /** The server's line sends the client elsewhere. */
    void moved(String location) {
        byte[] fields = Chars.bytes("cache-control: no-cache\r\nlocation: " + location + "\r\n");
        exchange.trace.ended('L', 'C');
        exchange.endConnecting();
        exchange.trace.status = 302;
        replying.reply(Reply.of(new Answer(302, false, null, fields, new byte[0])), false);
    }

    /** A rule ends the connection. */
    void drop() {
        Counter denied = judging.isResponding() ? Counter.RESPONSES_DENIED : Counter.REQUESTS_DENIED;
        exchange.tally.frontend(denied);
        if (!judging.isResponding()) {
            exchange.tracks.clientErred();
        }
        exchange.trace.ended('P', 'R');
        exchange.trace.dropped = !judging.isResponding();
        cut(Trace.NO_STATUS);
    }

    /** The server's response has a cookie that caches might keep. */
    void exposed(Backend from, @Nullable Server server) {
        exchange.shard()
                .log()
                .program(
                        from,
                        SYSLOG_ALERT,
                        "Blocking cacheable cookie in response from instance " + from.name() + ", server "
                                + (server == null ? "<dispatch>" : server.name()) + ".");
        answer(judging.usual(BAD_GATEWAY), BAD_GATEWAY, Manner.DENIED, true);
    }

    /** A rule refuses the server's response, of which the client is to see nothing. */
    void refuse() {
        exchange.tally.frontend(Counter.RESPONSES_DENIED);
        exchange.tally.side(Counter.RESPONSES_DENIED, 1);
        exchange.trace.ended('P', 'D');
        cut(Trace.NO_STATUS);
    }

    /** The request should go to a backend that speaks no HTTP: the client is told nothing. */
    void unfit(long[] counters) {
        CounterSet.add(counters, Counter.SESSIONS, 1);
        exchange.trace.ended('I', 'R');
        exchange.trace.dropped = true;
        cut(500);
    }

    /** Ends the client's connection in the middle of the exchange. */
    private void cut(int status) {
        exchange.trace.status = status;
        exchange.trace.responseMillis = -1;
        HttpClient owner = exchange.client();
        exchange.keepClient = false;
        exchange.endConnecting();
        exchange.finish();
        owner.close();
    }

    /** An interim response of the proxy's own, for clients that know such. */
    void hint(int status, byte[] lines) {
        if (exchange.request.version == 11) {
            replying.interim(status, lines);
        }
    }

    /** A page of the program's own answers. */
    void serve(InternalService service, HttpPlan plan) {
        replying.serve(service, "<PROMEX>", plan, false);
    }

    /** A response that was kept answers. */
    void serve(CacheWire from) {
        judging.begin();
        exchange.compressing.kept();
        exchange.trace.served("<CACHE>");
        exchange.trace.connectedMillis = exchange.shard().worker().nowMillis();
        exchange.keepClient &=
                replying.takeRequest() && exchange.backendPlan().connection != ProxySettings.HttpConnection.CLOSE;
        exchange.forwarding().begin(from);
    }

    /** The client's fault or wish, or its silence. */
    void clientFault(char cause, int refusal) {
        boolean late = cause == 'C' && exchange.forwarding().isAbandoned();
        int status = late ? 400 : refusal;
        char where = late ? 'D' : exchange.where();
        if (cause == 'P') {
            exchange.tally.frontend(Counter.REQUEST_ERRORS);
            exchange.tracks.clientErred();
        } else if (where != 'Q' && where != 'C') {
            // While no server was reached, nobody behind was let down.
            exchange.tally.side(Counter.CLIENT_ABORTS, 1);
        }
        exchange.trace.ended(cause, where);
        exchange.keepClient = false;
        if (where == 'H' && status > 0 && exchange.client().wire().isWritable()) {
            exchange.reply(status, false);
        } else {
            exchange.trace.status = where == 'H' || late ? status : exchange.trace.status;
            exchange.finish();
        }
    }

    /** The server's fault or silence. */
    void serverFault(char cause, int status) {
        exchange.trace.ended(cause, exchange.where());
        exchange.tracks.serverFailed();
        if (exchange.forwarding().isResponseBegun()) {
            exchange.keepClient = false;
            exchange.finish();
        } else {
            exchange.reply(status, false);
        }
    }

    /** The server has closed a connection that served before: the client is to repeat its request, nobody is told. */
    void repeatPlease() {
        exchange.trace.silent = true;
        exchange.trace.status = Trace.NO_STATUS;
        exchange.keepClient = false;
        exchange.finish();
    }
}
