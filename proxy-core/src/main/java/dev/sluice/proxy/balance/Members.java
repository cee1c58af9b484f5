package dev.sluice.proxy.balance;

import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Candidates as arrays, with weights divided by what they have in common. */
final class Members {
    /** Up to this many a scan is faster than a hash. */
    private static final int SCAN_MAX = 8;

    private final Server[] servers;
    private final int[] weights;
    private final long total;
    /** Made when somebody first asks: most that are made for one change of a weight after the other never are asked. */
    private volatile @Nullable Set<Server> known;

    Members(List<Candidate> candidates) {
        servers = new Server[candidates.size()];
        weights = new int[servers.length];
        int common = 0;
        for (int i = 0; i < servers.length; i++) {
            servers[i] = candidates.get(i).server();
            weights[i] = candidates.get(i).weight();
            common = common == 1 ? 1 : greatestCommonDivisor(weights[i], common);
        }
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (common > 1) {
                weights[i] /= common;
            }
            sum += weights[i];
        }
        total = sum;
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
            Set<Server> set = known;
            if (set == null) {
                set = new HashSet<>(List.of(servers));
                known = set;
            }
            return set.contains(server);
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
