package dev.sluice.config;

import java.util.Set;

/**
 * After which failures a request is tried again ({@code retry-on}).
 *
 * @param causes what went wrong
 * @param statuses of responses that count as a failure
 */
public record RetryOn(Set<Cause> causes, Set<Integer> statuses) {
    /** What holds where nothing is said. */
    public static final RetryOn DEFAULT = new RetryOn(Set.of(Cause.CONN_FAILURE), Set.of());

    /** Keeps copies of the sets. */
    public RetryOn {
        causes = Set.copyOf(causes);
        statuses = Set.copyOf(statuses);
    }

    /** Whether requests may have to be sent more than once. */
    public boolean repeats() {
        return !statuses.isEmpty() || causes.stream().anyMatch(cause -> cause != Cause.CONN_FAILURE);
    }

    /** What can go wrong. */
    public enum Cause {
        /** The server was not reached. */
        CONN_FAILURE,
        /** It ended without a word. */
        EMPTY_RESPONSE,
        /** What it said is no response. */
        JUNK_RESPONSE,
        /** It said nothing in time. */
        RESPONSE_TIMEOUT,
        /** It refused data that came before the handshake had ended; none is sent so early. */
        EARLY_DATA_REFUSED
    }
}
