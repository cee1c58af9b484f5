package dev.sluice.proxy.balance;

import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Candidates as arrays, with weights divided by what they have in common. */
final class Members {
    /** Up to this many a scan is faster than a hash. */
    private static final int SCAN_MAX = 8;

    private final Server[] servers;
    private final int[] weights;
    private final long total;
    private final Set<Server> known;

    Members(List<Candidate> candidates) {
        servers = candidates.stream().map(Candidate::server).toArray(Server[]::new);
        weights = candidates.stream().mapToInt(Candidate::weight).toArray();
        int common = 0;
        for (int weight : weights) {
            common = greatestCommonDivisor(weight, common);
        }
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= Math.max(1, common);
            sum += weights[i];
        }
        total = sum;
        known = servers.length > SCAN_MAX ? new HashSet<>(List.of(servers)) : Set.of();
    }

    int size() {
        return servers.length;
    }

    Server server(int index) {
        return servers[index];
    }

    int weight(int index) {
        return weights[index];
    }

    long totalWeight() {
        return total;
    }

    /** Whether all weigh the same. */
    boolean isEven() {
        return total == servers.length;
    }

    boolean has(Server server) {
        if (servers.length > SCAN_MAX) {
            return known.contains(server);
        }
        for (Server each : servers) {
            if (each == server) {
                return true;
            }
        }
        return false;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
