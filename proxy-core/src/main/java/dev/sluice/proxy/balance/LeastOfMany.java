package dev.sluice.proxy.balance;

import dev.sluice.state.CounterSet;
import dev.sluice.state.Server;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The least loaded of many: {@code leastconn} with more servers than a request can look at. Each worker keeps a {@link LoadTree} of its own. */
final class LeastOfMany extends MemberPicker {
    private final AtomicReferenceArray<@Nullable LoadTree> trees = new AtomicReferenceArray<>(CounterSet.WORKERS_MAX);

    LeastOfMany(Members members) {
        super(members);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        int worker = request.worker() % CounterSet.WORKERS_MAX;
        LoadTree tree = trees.get(worker);
        if (tree == null) {
            tree = new LoadTree(members());
            trees.set(worker, tree);
        }
        return tree.pick(request);
    }

    @Override
    public WhenFull whenFull(Server server) {
        return server.maxqueue() > 0 ? WhenFull.SERVER_THEN_ANY : WhenFull.ANY;
    }
}
