package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Draws a few by chance, the heavier the likelier, and takes the least loaded of them: {@code random(<draws>)}. */
final class RandomDraws extends MemberPicker {
    private final int draws;
    private final long[] shares;

    private final @Nullable Share share;

    RandomDraws(Members members, int draws, @Nullable Share share) {
        super(members);
        this.draws = draws;
        this.share = share;
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
        int drawn = members.isEven()
                ? request.random(members.size())
                : Orders.holder(shares, request.random((int) Math.min(Integer.MAX_VALUE, members.totalWeight())));
        return share == null ? drawn : withShareLeft(share, drawn);
    }

    /** Who was drawn, or the first behind him that has not had its share. */
    private int withShareLeft(Share share, int drawn) {
        int index = drawn;
        for (int i = 0; i < members().size() && !share.allows(index, members().server(index)); i++) {
            index = index + 1 == members().size() ? 0 : index + 1;
        }
        return index;
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
