package dev.sluice.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** What is known of where the program runs, and since when. */
final class Machine {
    private Machine() {}

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    static long bootMillis() {
        return System.currentTimeMillis()
                - ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .orElseGet(System::currentTimeMillis);
    }
}
