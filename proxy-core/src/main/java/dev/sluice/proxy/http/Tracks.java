package dev.sluice.proxy.http;

import dev.sluice.config.TableData;
import dev.sluice.proxy.stick.StickRules;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Counts what an exchange does for the keys that it, and its client's connection, track. Looks at two references where there are none. */
final class Tracks {
    private final Exchange exchange;

    Tracks(Exchange exchange) {
        this.exchange = exchange;
    }

    private @Nullable Tracked connection() {
        return Tracked.in(exchange.client().peer().slots());
    }

    private @Nullable Tracked request() {
        return Tracked.in(exchange.samples.stream());
    }

    private void both(TableData count, TableData rate, long amount) {
        Tracked.count(connection(), count, rate, amount);
        Tracked.count(request(), count, rate, amount);
    }

    /** A request has come; what it tracks itself counts it when it begins to. */
    void asked() {
        Tracked.count(connection(), TableData.HTTP_REQ_CNT, TableData.HTTP_REQ_RATE, 1);
        if (exchange.samples.handover() != null) {
            Tracked.count(request(), TableData.HTTP_REQ_CNT, TableData.HTTP_REQ_RATE, 1);
        }
    }

    /** The client has done something wrong, or what is not allowed. */
    void clientErred() {
        both(TableData.HTTP_ERR_CNT, TableData.HTTP_ERR_RATE, 1);
    }

    /** A server has answered: some answers are the client's fault, some the server's. */
    void answered(int status) {
        if (exchange.frontendPlan().errorCodes.contains(status)) {
            clientErred();
        }
        if (exchange.frontendPlan().failureCodes.contains(status)) {
            serverFailed();
        }
    }

    /** A server has not answered as it should. */
    void serverFailed() {
        both(TableData.HTTP_FAIL_CNT, TableData.HTTP_FAIL_RATE, 1);
    }

    /** A server is about to be looked for: whoever is known goes where he was, unless a rule has said where. */
    void persist(StickRules rules) {
        if (!rules.isEmpty()) {
            Server known = rules.find(exchange.samples);
            if (known != null) {
                exchange.persistence.bring(known);
            }
            rules.note(exchange.samples);
        }
    }

    /** A server was reached. */
    void reached(StickRules rules, @Nullable Server server) {
        if (!rules.isEmpty() && server != null) {
            rules.learn(exchange.samples, server);
        }
    }

    /** Its response is there. */
    void responded(StickRules rules, @Nullable Server server) {
        if (!rules.isEmpty() && server != null) {
            rules.learnFromResponse(exchange.samples, server);
        }
    }

    /** All is over: bytes are counted, and what the request tracks is let go. */
    void ended() {
        StickRules.forget(exchange.samples.stream());
        if (connection() != null || request() != null) {
            bytes(TableData.BYTES_IN_CNT, TableData.BYTES_IN_RATE, exchange.tally.requestIn());
            bytes(TableData.BYTES_OUT_CNT, TableData.BYTES_OUT_RATE, exchange.tally.responseIn());
            Tracked.end(exchange.samples.stream());
        }
    }

    private void bytes(TableData count, TableData rate, long amount) {
        if (amount > 0) {
            both(count, rate, amount);
        }
    }
}
