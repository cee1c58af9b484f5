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

    /** What HAProxy draws where nothing is said. */
    private static final int DRAWS = 2;

    private Balancers() {}

    /** The picker over {@code candidates} that the backend's {@code balance} line asks for; keeps the position of {@code previous}. */
    public static Balancer compile(Backend backend, List<Candidate> candidates, @Nullable Balancer previous) {
        Balance balance = backend.settings().get(ProxySettings.BALANCE);
        Members members = new Members(candidates);
        if (members.size() == 0) {
            return new Nobody(previous);
        }
        Balancer before = previous instanceof Nobody nobody ? nobody.before() : previous;
        return switch (balance.algorithm()) {
            case ROUNDROBIN -> new RoundRobin(members, false, before);
            case STATIC_RR -> new RoundRobin(members, true, before);
            case LEASTCONN -> members.size() <= SCAN_MAX ? new LeastConnections(members) : new LeastOfMany(members);
            case FIRST ->
                new FirstWithRoom(new Members(candidates.stream()
                        .sorted(Comparator.comparingInt(
                                candidate -> candidate.server().id()))
                        .toList()));
            case SOURCE, URI, URL_PARAM, HDR, RDP_COOKIE, HASH ->
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
