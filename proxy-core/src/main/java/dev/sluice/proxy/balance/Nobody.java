package dev.sluice.proxy.balance;

import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** No candidate at all, and where balancing stood before. */
record Nobody(@Nullable Balancer before) implements Picker {
    /** Follows {@code before}, and forgets one that it followed itself: a chain would keep all of them alive. */
    Nobody {
        before = before instanceof Nobody nobody ? nobody.before() : before;
    }

    @Override
    public @Nullable Server pick(Pick request) {
        return null;
    }

    @Override
    public WhenFull whenFull(Server server) {
        return WhenFull.ANY;
    }

    @Override
    public boolean has(Server server) {
        return false;
    }
}
