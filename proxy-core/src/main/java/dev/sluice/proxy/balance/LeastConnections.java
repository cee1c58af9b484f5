package dev.sluice.proxy.balance;

import dev.sluice.state.CounterSet;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** The least loaded of few, found by looking at all: {@code leastconn}. Equals take turns. */
final class LeastConnections extends MemberPicker {
    /** A cache line of ints for each worker's turn. */
    private static final int STRIDE = 16;

    private final int[] turns = new int[CounterSet.WORKERS_MAX * STRIDE];

    LeastConnections(Members members) {
        super(members);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        Members members = members();
        int size = members.size();
        int slot = request.worker() % CounterSet.WORKERS_MAX * STRIDE;
        int start = turns[slot] % size;
        int best = -1;
        int avoided = -1;
        long least = Long.MAX_VALUE;
        long leastAvoided = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            int index = start + i < size ? start + i : start + i - size;
            Server server = members.server(index);
            long load = Load.weighed(Load.of(server), members.weight(index));
            boolean avoids = request.avoids(server);
            if (load >= (avoids ? leastAvoided : least) || !Limits.hasRoomOrQueue(server)) {
                continue;
            }
            if (avoids) {
                avoided = index;
                leastAvoided = load;
            } else {
                best = index;
                least = load;
            }
        }
        int chosen = best >= 0 ? best : avoided;
        if (chosen < 0) {
            return null;
        }
        turns[slot] = chosen + 1;
        return members.server(chosen);
    }

    @Override
    public WhenFull whenFull(Server server) {
        return server.maxqueue() > 0 ? WhenFull.SERVER_THEN_ANY : WhenFull.ANY;
    }
}
