package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Server;
import dev.sluice.state.Timing;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange adds to the counters of its frontend, listener, backend and server. Sizes are HAProxy's: a head counts as its words
 * and fields with a fixed overhead, a body without its chunk framing, see {@link Framing#HEAD_OVERHEAD}.
 */
final class Tally {
    private static final Counter[] BY_CLASS = {
        Counter.RESPONSES_OTHER,
        Counter.RESPONSES_1XX,
        Counter.RESPONSES_2XX,
        Counter.RESPONSES_3XX,
        Counter.RESPONSES_4XX,
        Counter.RESPONSES_5XX
    };

    private final long[] frontend;
    private final long[] listener;
    private final long[] process;
    private long @Nullable [] backend;
    private long @Nullable [] server;
    private long requestIn;
    private long requestOut;
    private long responseIn;
    private long responseOut;

    Tally(HttpEntry entry) {
        frontend = entry.admission().frontendCounters();
        listener = entry.admission().listenerCounters();
        process = entry.processCounters();
    }

    /** A request has begun in a version of HTTP; a silent one without a single byte. */
    void begin(boolean silent, int major) {
        backend = null;
        server = null;
        requestIn = 0;
        requestOut = 0;
        responseIn = 0;
        responseOut = 0;
        CounterSet.add(frontend, Counter.REQUESTS, 1);
        if (major == 1) {
            CounterSet.add(frontend, Counter.HTTP1_REQUESTS, 1);
            CounterSet.add(frontend, Counter.HTTP1_STREAMS, silent ? 0 : 1);
        } else {
            CounterSet.add(frontend, Counter.HTTP2_REQUESTS, 1);
        }
        CounterSet.add(listener, Counter.REQUESTS, 1);
        CounterSet.add(process, Counter.REQUESTS, 1);
    }

    /** It goes to a backend; what was counted so far counts there too. */
    void backend(long[] counters) {
        backend = counters;
        CounterSet.add(counters, Counter.REQUEST_BYTES_IN, requestIn);
    }

    /** A server was chosen, in place of an earlier one. */
    void server(long[] counters) {
        if (server != counters) {
            server = counters;
            CounterSet.add(counters, Counter.REQUEST_BYTES_IN, requestIn);
        }
    }

    /** The totals of bytes have grown to these. */
    void sizes(long requestReceived, long requestSent, long responseReceived, long responseSent) {
        grow(Counter.REQUEST_BYTES_IN, requestReceived - requestIn);
        grow(Counter.REQUEST_BYTES_OUT, requestSent - requestOut);
        grow(Counter.RESPONSE_BYTES_IN, responseReceived - responseIn);
        grow(Counter.RESPONSE_BYTES_OUT, responseSent - responseOut);
        CounterSet.add(process, Counter.RESPONSE_BYTES_OUT, responseSent - responseOut);
        requestIn = requestReceived;
        requestOut = requestSent;
        responseIn = responseReceived;
        responseOut = responseSent;
    }

    private void grow(Counter counter, long by) {
        if (by > 0) {
            CounterSet.add(frontend, counter, by);
            CounterSet.add(listener, counter, by);
            side(counter, by);
        }
    }

    /** Bytes received from the client. */
    long requestIn() {
        return requestIn;
    }

    /** Bytes received from the server, or made by a service: what logs show as bytes read. */
    long responseIn() {
        return responseIn;
    }

    /** Counts for backend and server, as far as they are known. */
    void side(Counter counter, long by) {
        ifKnown(backend, counter, by);
        ifKnown(server, counter, by);
    }

    private static void ifKnown(long @Nullable [] stripe, Counter counter, long by) {
        if (stripe != null) {
            CounterSet.add(stripe, counter, by);
        }
    }

    /** Counts for frontend, backend and process. */
    void compressed(Counter counter, long by) {
        CounterSet.add(frontend, counter, by);
        ifKnown(backend, counter, by);
        process(counter, by);
    }

    /** Counts for the process. */
    void process(Counter counter, long by) {
        CounterSet.add(process, counter, by);
    }

    /** Counts for the frontend. */
    void frontend(Counter counter) {
        CounterSet.add(frontend, counter, 1);
        CounterSet.add(listener, counter, 1);
    }

    /** A server has answered with a head. */
    void answered(int status, boolean last) {
        ifKnown(server, byClass(status), 1);
        ifKnown(server, Counter.REQUESTS, last ? 1 : 0);
    }

    /** The client got this status in the end, or none (-1). */
    void ended(int status) {
        Counter counter = byClass(status);
        frontend(counter);
        ifKnown(backend, counter, 1);
        ifKnown(backend, Counter.REQUESTS, 1);
    }

    private static Counter byClass(int status) {
        int hundreds = status / 100;
        return status >= 100 && hundreds < BY_CLASS.length ? BY_CLASS[hundreds] : Counter.RESPONSES_OTHER;
    }

    /** Counts what has passed over the client's connection. */
    void clientWire(Wire wire) {
        wire(frontend, wire);
    }

    /** Counts what has passed over the server's connection, if there is one. */
    void serverWire(@Nullable ServerConnection connection) {
        long[] known = backend;
        if (known != null && connection != null) {
            wire(known, connection.wire());
        }
    }

    /** Counts what has passed over a connection, as it was on the wire. */
    static void wire(long[] stripe, Wire wire) {
        CounterSet.add(stripe, Counter.HTTP1_BYTES_IN, wire.takeReceived());
        CounterSet.add(stripe, Counter.HTTP1_BYTES_OUT, wire.takeSent());
    }

    /** Takes the durations of an exchange that a server has answered into the averages of backend and server. */
    void times(Backend of, @Nullable Server by, long queue, long connect, long response, long total) {
        sample(of.counters(), backend, queue, connect, response, total);
        if (by != null) {
            sample(by.counters(), server, queue, connect, response, total);
        }
    }

    private static void sample(
            CounterSet counters, long @Nullable [] stripe, long queue, long connect, long response, long total) {
        if (stripe != null) {
            counters.sample(stripe, Timing.QUEUE, Math.max(0, queue));
            counters.sample(stripe, Timing.CONNECT, Math.max(0, connect));
            counters.sample(stripe, Timing.RESPONSE, Math.max(0, response));
            counters.sample(stripe, Timing.TOTAL, Math.max(0, total));
            CounterSet.sampled(stripe);
        }
    }
}
