package dev.sluice.proxy.balance;

import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Stays with one server while it is a candidate, then with the first that is one: {@code balance sticky}. */
final class Sticky extends MemberPicker {
    private final Server chosen;

    Sticky(Members members, @Nullable Balancer previous) {
        super(members);
        boolean stays = previous instanceof Sticky before && members.has(before.chosen);
        this.chosen = stays && previous instanceof Sticky before ? before.chosen : members.server(0);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        return Limits.hasRoom(chosen) && !request.avoids(chosen) ? chosen : firstWithRoom(request, 0);
    }
}
