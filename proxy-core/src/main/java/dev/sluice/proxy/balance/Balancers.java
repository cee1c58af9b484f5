package dev.sluice.proxy.balance;

import dev.sluice.config.Balance;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.Candidate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the structures that balance. */
public final class Balancers {
    /** Up to this many servers a request looks at all of them: a cache miss each, some microseconds in total. */
    private static final int SCAN_MAX = 64;

    /** Up to this many servers a picker without a ring is made in some microseconds, and a spelled out order in 0.1 ms. */
    private static final int QUICK_MAX = 256;

    /** What HAProxy draws where nothing is said. */
    private static final int DRAWS = 2;

    private Balancers() {}

    /**
     * The picker over {@code candidates} that the backend's {@code balance} line asks for; keeps the position of {@code previous}. One that is
     * quickly made is made when it is first asked: a script that changes the weights of all servers one after the other makes none of them
     * for nothing.
     */
    public static Balancer compile(Backend backend, List<Candidate> candidates, @Nullable Balancer previous) {
        Balance balance = backend.settings().get(ProxySettings.BALANCE);
        Balancer before = previous instanceof Deferred deferred ? deferred.madeOrBefore() : previous;
        if (candidates.isEmpty()) {
            return new Nobody(before);
        }
        Balancer followed = before instanceof Nobody nobody ? nobody.before() : before;
        return isQuick(balance, candidates)
                ? new Deferred(followed, last -> make(backend, balance, candidates, last))
                : make(backend, balance, candidates, followed);
    }

    /** Whether a worker may make it between two requests. */
    private static boolean isQuick(Balance balance, List<Candidate> candidates) {
        return switch (balance.algorithm()) {
            case ROUNDROBIN, STATIC_RR, LEASTCONN, FIRST, RANDOM -> candidates.size() <= QUICK_MAX;
            case SOURCE, URI, URL_PARAM, HDR, RDP_COOKIE, HASH, LOG_HASH, STICKY -> false;
        };
    }

    private static Picker make(
            Backend backend, Balance balance, List<Candidate> candidates, @Nullable Balancer before) {
        Members members = new Members(candidates);
        return switch (balance.algorithm()) {
            case ROUNDROBIN -> new RoundRobin(members, false, before);
            case STATIC_RR -> new RoundRobin(members, true, before);
            case LEASTCONN -> members.size() <= SCAN_MAX ? new LeastConnections(members) : new LeastOfMany(members);
            case FIRST ->
                new FirstWithRoom(new Members(candidates.stream()
                        .sorted(Comparator.comparingInt(
                                candidate -> candidate.server().id()))
                        .toList()));
            case STICKY -> new Sticky(members, before);
            case SOURCE, URI, URL_PARAM, HDR, RDP_COOKIE, HASH, LOG_HASH ->
                backend.settings().get(BalanceSettings.HASH_TYPE).consistent()
                        ? new KeyRing(members, candidates, backend, before)
                        : new KeyMap(members, backend, before);
            case RANDOM -> new RandomDraws(members, draws(balance), Share.of(backend, candidates));
        };
    }

    private static int draws(Balance balance) {
        return balance.arguments().isEmpty()
                ? DRAWS
                : Math.max(1, Integer.parseInt(balance.arguments().get(0)));
    }
}
