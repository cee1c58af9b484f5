package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Draws a few by chance, the heavier the likelier, and takes the least loaded of them: {@code random(<draws>)}. */
final class RandomDraws extends MemberPicker {
    private final int draws;
    private final long[] shares;

    RandomDraws(Members members, int draws) {
        super(members);
        this.draws = draws;
        this.shares = Orders.shares(members);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        Members members = members();
        int best = -1;
        for (int i = 0; i < draws; i++) {
            int drawn = draw(request);
            if (request.avoids(members.server(drawn))) {
                drawn = draw(request);
            }
            if (best < 0 || isBetter(request, drawn, best)) {
                best = drawn;
            }
        }
        Server server = members.server(best);
        if (Limits.hasRoom(server) && !request.avoids(server)) {
            return server;
        }
        return firstWithRoom(request, draw(request));
    }

    private int draw(Pick request) {
        Members members = members();
        if (members.isEven()) {
            return request.random(members.size());
        }
        return Orders.holder(shares, request.random((int) Math.min(Integer.MAX_VALUE, members.totalWeight())));
    }

    private boolean isBetter(Pick request, int one, int other) {
        Members members = members();
        boolean avoidsOne = request.avoids(members.server(one));
        boolean avoidsOther = request.avoids(members.server(other));
        if (avoidsOne != avoidsOther) {
            return avoidsOther;
        }
        long loadOfOne = (long) Load.of(members.server(one)) * members.weight(other);
        long loadOfOther = (long) Load.of(members.server(other)) * members.weight(one);
        return loadOfOne < loadOfOther;
    }
}
