package dev.sluice.proxy.balance;

import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/**
 * One after the other, each as often as it weighs: {@code roundrobin} and {@code static-rr}, which differ in their order. All workers draw from one
 * position, so that requests alternate over all connections.
 */
final class RoundRobin extends MemberPicker {
    /**
     * Longer orders are not spelled out: a place takes about 0.1 µs to fill, at each change of a weight, and a script may change those of
     * thousands of servers in a row.
     */
    private static final int ORDER_MAX = 1024;

    /** 2^64 divided by the golden ratio: multiples of it, as fractions, fill an interval more evenly than any other. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Position position;
    private final int @Nullable [] order;
    private final long[] shares;

    RoundRobin(Members members, boolean steady, @Nullable Balancer previous) {
        super(members);
        if (members.isEven()) {
            order = null;
            shares = new long[0];
        } else if (members.totalWeight() <= ORDER_MAX) {
            order = steady ? Orders.steady(members) : Orders.smooth(members);
            shares = new long[0];
        } else {
            order = null;
            shares = Orders.shares(members);
        }
        position = new Position(previous instanceof RoundRobin before ? resume(before) : 0);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        Server avoided = null;
        int tries = 2 * members().size();
        for (int i = 0; i < tries; i++) {
            Server server = members().server(at(position.next()));
            if (!Limits.hasRoom(server)) {
                continue;
            }
            if (!request.avoids(server)) {
                return server;
            }
            avoided = server;
        }
        // A light one with room may be further on than was looked.
        return avoided != null ? avoided : firstWithRoom(request, 0);
    }

    private int at(long place) {
        if (order != null) {
            return order[(int) (place % order.length)];
        }
        if (shares.length == 0) {
            return (int) (place % members().size());
        }
        long point = Math.multiplyHigh((place * GOLDEN) >>> 1, members().totalWeight() << 1);
        return Orders.holder(shares, point);
    }

    /** Where to go on such that whoever was next still is. */
    private long resume(RoundRobin before) {
        long next = before.position.get();
        if (shares.length > 0) {
            return next; // A point in a spread of shares belongs to nobody in particular.
        }
        for (int i = 0; i < before.members().size(); i++) {
            Server server = before.members().server(before.at(next + i));
            if (members().has(server)) {
                return firstPlace(server, next);
            }
        }
        return next;
    }

    private long firstPlace(Server server, long otherwise) {
        int length = order != null ? order.length : members().size();
        for (int place = 0; place < length; place++) {
            if (members().server(at(place)) == server) {
                return place;
            }
        }
        return otherwise;
    }
}
