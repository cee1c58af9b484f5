package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Fills one server after the other: {@code first}. Members are in order of their ids. */
final class FirstWithRoom extends MemberPicker {
    FirstWithRoom(Members members) {
        super(members);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        return firstWithRoom(request, 0);
    }
}
