package dev.sluice.proxy.sample;

import java.util.Set;

/** Where a fetch takes its information from (manual sections 7.3.2 to 7.3.6), and so where it can be used. */
public enum Layer {
    /** Always there: constants, time, states of proxies, variables. */
    INTERNAL("internal"),
    /** The client's connection. */
    CONNECTION("client address"),
    /** Bytes of the request. */
    REQUEST_BYTES("request buffer"),
    /** The head of an HTTP request. */
    REQUEST("HTTP request headers"),
    /** The connection to the server. */
    SERVER("server connection"),
    /** Bytes of the response. */
    RESPONSE_BYTES("response buffer"),
    /** The head of an HTTP response. */
    RESPONSE("HTTP response headers"),
    /** What became of the response, which is known until the end. */
    DELIVERY("HTTP response");

    private final String word;

    Layer(String word) {
        this.word = word;
    }

    /** What messages call it. */
    public String word() {
        return word;
    }

    /** Where in the life of a connection an expression is used. */
    public enum Stage {
        /** The configuration and the admin socket: no traffic at all. */
        PROCESS(Set.of(INTERNAL)),
        /** A connection was accepted, or its session begins. */
        CONNECTION(Set.of(INTERNAL, Layer.CONNECTION)),
        /** Bytes of the request were received; in HTTP mode a whole head. */
        REQUEST(Set.of(INTERNAL, Layer.CONNECTION, REQUEST_BYTES, Layer.REQUEST)),
        /** A server is about to be connected to. */
        CONNECT(Set.of(INTERNAL, Layer.CONNECTION, REQUEST_BYTES, Layer.REQUEST, SERVER)),
        /** The response is there. */
        RESPONSE(Set.of(INTERNAL, Layer.CONNECTION, SERVER, RESPONSE_BYTES, Layer.RESPONSE, DELIVERY)),
        /** A line about what is over: messages are gone. */
        LINE(Set.of(INTERNAL, Layer.CONNECTION, SERVER, DELIVERY)),
        /** A health check, which has a backend, a server and its answers; names of proxies count as the client's side. */
        CHECK(Set.of(INTERNAL, Layer.CONNECTION, SERVER, RESPONSE_BYTES, Layer.RESPONSE)),
        /** All is over: what was kept for the log may be told. */
        LOG(Set.of(Layer.values()));

        /** A bit for each layer. */
        private final int available;

        Stage(Set<Layer> layers) {
            int bits = 0;
            for (Layer layer : layers) {
                bits |= 1 << layer.ordinal();
            }
            available = bits;
        }

        /** Whether information of {@code layer} can exist here. */
        public boolean has(Layer layer) {
            return (available & 1 << layer.ordinal()) != 0;
        }
    }
}
