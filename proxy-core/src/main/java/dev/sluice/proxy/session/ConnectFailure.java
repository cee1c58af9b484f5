package dev.sluice.proxy.session;

import dev.sluice.proxy.queue.Answer;
import dev.sluice.proxy.wire.WireError;

/** Why no server could be reached, with what HAProxy's logs and clients are told of it. */
public enum ConnectFailure {
    /** No server is up. */
    NO_SERVER("SC", 503),
    /** The backend takes nobody. */
    BACKEND_CLOSED("SC", 503),
    /** Its server's queue is full. */
    QUEUE_FULL("SQ", 503),
    /** It waited too long for a slot. */
    QUEUE_TIMEOUT("sQ", 503),
    /** All attempts were refused. */
    REFUSED("SC", 503),
    /** The last attempt took too long. */
    TIMED_OUT("sC", 503),
    /** We ran out of descriptors, ports or memory. */
    NO_RESOURCES("RC", 503);

    private final String state;
    private final int status;

    ConnectFailure(String state, int status) {
        this.state = state;
        this.status = status;
    }

    static ConnectFailure of(Answer answer) {
        return switch (answer) {
            case CLOSED -> BACKEND_CLOSED;
            case QUEUE_FULL -> QUEUE_FULL;
            case NO_SERVER, GRANTED, WAITING -> NO_SERVER;
        };
    }

    static ConnectFailure of(WireError error) {
        return switch (error) {
            case TIMED_OUT -> TIMED_OUT;
            case NO_RESOURCES, ADDRESS_UNAVAILABLE -> NO_RESOURCES;
            default -> REFUSED;
        };
    }

    /** The two characters of the termination state. */
    public String state() {
        return state;
    }

    /** The HTTP status that the client gets. */
    public int status() {
        return status;
    }
}
