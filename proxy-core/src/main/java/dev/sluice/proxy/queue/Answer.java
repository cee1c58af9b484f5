package dev.sluice.proxy.queue;

/** What a request for a server came to. */
public enum Answer {
    /** {@link Ticket#server()} is the server and a slot of it is taken: connect in this turn of the loop. */
    GRANTED,
    /** It waits; {@link Waiting} is told once there is a slot or never will be. */
    WAITING,
    /** No server is up (503, {@code SC}). */
    NO_SERVER,
    /** The backend was disabled (503, {@code SC}). */
    CLOSED,
    /** The one server that it may use has its queue full (503, {@code SQ}). */
    QUEUE_FULL
}
