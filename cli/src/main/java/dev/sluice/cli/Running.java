package dev.sluice.cli;

/** A program that has started, as whoever started it sees it. */
public interface Running {
    /** {@code address:port} of a frontend's first listener. */
    String frontendAddress(String frontend);

    /** {@code address:port} of the typed API, or an empty string where it is off. */
    String grpcAddress();

    /** {@code address:port} of the metrics' own listener, or an empty string where there is none. */
    String metricsAddress();

    /** Ends it, softly. */
    void stop();

    /** Waits for the end; returns the exit status. */
    int awaitEnd();
}
