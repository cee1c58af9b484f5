package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A worker's own ranking of many servers by load: a tournament, whose root is the least loaded as far as the worker knows. What others did shows
 * in two ways: the winner's load is read afresh before it is taken, and each pick reads some further servers, all of them in turn.
 */
final class LoadTree {
    /** Servers read afresh at each pick, besides the winner: about what a scan of few would cost. */
    private static final int REFRESHED = 32;

    /** Winners that may turn out stale or full before the rest is looked at one by one. */
    private static final int ROUNDS_MAX = 24;

    private final Members members;
    private final int leaves;
    private final int[] winners;
    private final long[] loads;
    private final long[] lastPicked;
    private final int[] setAside = new int[ROUNDS_MAX];
    private int cursor;
    private long picks;

    LoadTree(Members members) {
        this.members = members;
        this.leaves = Integer.highestOneBit(Math.max(1, members.size() - 1)) << 1;
        this.winners = new int[2 * leaves];
        this.loads = new long[members.size()];
        this.lastPicked = new long[members.size()];
        Arrays.fill(winners, -1);
        for (int i = 0; i < members.size(); i++) {
            loads[i] = read(i);
            winners[leaves + i] = i;
        }
        for (int node = leaves - 1; node > 0; node--) {
            winners[node] = better(winners[2 * node], winners[2 * node + 1]);
        }
    }

    @Nullable
    Server pick(Pick request) {
        for (int i = 0; i < REFRESHED; i++) {
            cursor = cursor + 1 == loads.length ? 0 : cursor + 1;
            set(cursor, read(cursor));
        }
        int asideCount = 0;
        int chosen = -1;
        for (int round = 0; round < ROUNDS_MAX && chosen < 0; round++) {
            int winner = winners[1];
            long load = loads[winner] == Long.MAX_VALUE ? Long.MAX_VALUE : read(winner);
            if (load == Long.MAX_VALUE) {
                break;
            }
            if (load != loads[winner]) {
                set(winner, load);
            } else if (isOpen(request, members.server(winner))) {
                chosen = winner;
            } else {
                setAside[asideCount++] = winner;
                set(winner, Long.MAX_VALUE);
            }
        }
        while (asideCount > 0) {
            int back = setAside[--asideCount];
            set(back, read(back));
        }
        return chosen >= 0 ? take(chosen) : anyOpen(request);
    }

    private Server take(int chosen) {
        Server server = members.server(chosen);
        lastPicked[chosen] = ++picks;
        set(chosen, Load.weighed(Load.of(server) + 1, members.weight(chosen)));
        return server;
    }

    private @Nullable Server anyOpen(Pick request) {
        int avoided = -1;
        for (int i = 0; i < loads.length; i++) {
            Server server = members.server(i);
            if (isOpen(request, server)) {
                return take(i);
            }
            if (Limits.hasRoomOrQueue(server)) {
                avoided = i;
            }
        }
        return avoided >= 0 ? take(avoided) : null;
    }

    private static boolean isOpen(Pick request, Server server) {
        return Limits.hasRoomOrQueue(server) && !request.avoids(server);
    }

    private long read(int index) {
        return Load.weighed(Load.of(members.server(index)), members.weight(index));
    }

    private void set(int index, long load) {
        loads[index] = load;
        for (int node = (leaves + index) >> 1; node > 0; node >>= 1) {
            winners[node] = better(winners[2 * node], winners[2 * node + 1]);
        }
    }

    private int better(int one, int other) {
        if (one < 0 || other < 0) {
            return Math.max(one, other);
        }
        if (loads[one] != loads[other]) {
            return loads[one] < loads[other] ? one : other;
        }
        return lastPicked[one] <= lastPicked[other] ? one : other;
    }
}
