package dev.sluice.proxy.balance;

import dev.sluice.config.BalanceSettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many of a backend's requests each server may have at once, by its weight ({@code hash-balance-factor}). */
final class Share {
    private static final int PERCENT = 100;

    private final Backend backend;
    private final int factor;
    /** For each server what those before it weigh, and at the end all of them. */
    private final long[] before;

    private Share(Backend backend, int factor, List<Candidate> candidates) {
        this.backend = backend;
        this.factor = factor;
        this.before = new long[candidates.size() + 1];
        for (int i = 0; i < candidates.size(); i++) {
            before[i + 1] = before[i] + candidates.get(i).weight();
        }
    }

    /** The shares of a backend's servers, or null where it does not limit them. */
    static @Nullable Share of(Backend backend, List<Candidate> candidates) {
        int factor = backend.settings().get(BalanceSettings.HASH_BALANCE_FACTOR);
        return factor == 0 ? null : new Share(backend, factor, candidates);
    }

    /** Whether one more request would not be more than its share of all, that one included. */
    boolean allows(int index, Server server) {
        long served = Math.max(1, backend.sessions().get() - backend.queued().get());
        long slots = (served * factor + PERCENT - 1) / PERCENT;
        long total = before[before.length - 1];
        long own = before[index + 1] * slots / total - before[index] * slots / total;
        return server.sessions().get() < Math.max(1, own);
    }
}
