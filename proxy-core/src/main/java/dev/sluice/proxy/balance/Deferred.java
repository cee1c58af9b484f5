package dev.sluice.proxy.balance;

import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A picker that the first worker to ask for it makes; several that ask at the same time all use the one that is ready first. */
final class Deferred implements Picker {
    private final AtomicReference<@Nullable Picker> made = new AtomicReference<>();
    private final Function<@Nullable Balancer, Picker> making;
    /** Until it is made; then what came before it may go. */
    private volatile @Nullable Balancer before;

    Deferred(@Nullable Balancer before, Function<@Nullable Balancer, Picker> making) {
        this.before = before;
        this.making = making;
    }

    /** The picker, or where there is none yet, the one that it will follow. */
    @Nullable
    Balancer madeOrBefore() {
        Balancer last = before;
        Picker present = made.get();
        return present != null ? present : last;
    }

    private Picker picker() {
        Picker present = made.get();
        if (present != null) {
            return present;
        }
        Picker mine = making.apply(before);
        Picker first = made.compareAndExchange(null, mine);
        before = null;
        return first == null ? mine : first;
    }

    @Override
    public @Nullable Server pick(Pick request) {
        return picker().pick(request);
    }

    @Override
    public WhenFull whenFull(Server server) {
        return picker().whenFull(server);
    }

    @Override
    public boolean has(Server server) {
        return picker().has(server);
    }
}
