package dev.sluice.state;

/** Durations of a stream that are averaged over the last 1,024 of them, and their maxima, in milliseconds. */
public enum Timing {
    /** Waiting for a free slot ({@code qtime}). */
    QUEUE,
    /** Connecting to the server ({@code ctime}); 0 on a reused connection. */
    CONNECT,
    /** Until the head of the response ({@code rtime}); 0 for TCP. */
    RESPONSE,
    /** The whole stream ({@code ttime}). */
    TOTAL;

    static final int COUNT = values().length;
}
