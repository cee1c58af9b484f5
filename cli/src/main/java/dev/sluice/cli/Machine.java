package dev.sluice.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** What is known of where the program runs, and since when. */
final class Machine {
    /** A start that takes longer says more about the moment than about the program. */
    static final long COLD_MILLIS_MAX = 10_000;

    private Machine() {}

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    static long bootMillis() {
        return Math.max(
                0,
                System.currentTimeMillis()
                        - ProcessHandle.current()
                                .info()
                                .startInstant()
                                .map(Instant::toEpochMilli)
                                .orElseGet(System::currentTimeMillis));
    }

    /** How long the program counts as cold once it has started: twice as long as that took. */
    static long coldMillis() {
        return Math.min(COLD_MILLIS_MAX, 2 * bootMillis());
    }
}
