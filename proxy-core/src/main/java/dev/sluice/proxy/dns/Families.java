package dev.sluice.proxy.dns;

import dev.sluice.config.AcceptedFamilies;
import dev.sluice.state.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which families of addresses are asked for. Confined to the resolver's thread. */
final class Families {
    /** Where Linux lists its ways to addresses of IPv6. */
    private static final Path ROUTES = Path.of("/proc/net/ipv6_route");
    /** How long what was found there is taken for granted, as in HAProxy. */
    private static final long KEPT_MILLIS = 30_000;

    private static final int FIELDS = 10;
    private static final int UP = 0x1;
    private static final int REJECT = 0x200;

    private final Clock clock;
    private boolean reachable;
    private long untilMillis = Long.MIN_VALUE;

    Families(Clock clock) {
        this.clock = clock;
    }

    /** Whether addresses of a type of records are asked for. */
    boolean accept(int type, AcceptedFamilies accepted) {
        return switch (accepted) {
            case BOTH -> true;
            case IPV4 -> type != Message.AAAA;
            case IPV6 -> type != Message.A;
            case AUTO -> type != Message.AAAA || isReachable();
        };
    }

    private boolean isReachable() {
        long now = clock.millis();
        if (now >= untilMillis) {
            untilMillis = now + KEPT_MILLIS;
            try {
                reachable = hasDefault(Files.readAllLines(ROUTES));
            } catch (IOException none) {
                reachable = false;
            }
        }
        return reachable;
    }

    /** Whether one of the lines is a way to everywhere: destination, its bits, five fields more, flags, device. */
    static boolean hasDefault(List<String> lines) {
        for (String line : lines) {
            String[] fields = line.trim().split("\\s+", -1);
            if (fields.length < FIELDS || !fields[1].equals("00") || !fields[0].matches("0+")) {
                continue;
            }
            long flags = Long.parseLong(fields[8], 16);
            if ((flags & UP) != 0 && (flags & REJECT) == 0 && !fields[9].equals("lo")) {
                return true;
            }
        }
        return false;
    }
}
