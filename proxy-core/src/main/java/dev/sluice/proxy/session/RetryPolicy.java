package dev.sluice.proxy.session;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.balance.Picker;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;

/** Where a failed attempt is repeated ({@code option redispatch}). */
final class RetryPolicy {
    private RetryPolicy() {}

    /** Whether the {@code retry}-th retry may choose another server than the one that failed. */
    static boolean mayGoElsewhere(Backend backend, Server failed, int retry, int most) {
        int option = backend.settings().get(ProxySettings.REDISPATCH);
        if (option == 0) {
            return false;
        }
        int every = option > 0 ? option : Math.max(1, most + 1 + option);
        return retry % every == 0 || hasAlternatives(backend) || !isCandidate(backend, failed);
    }

    /** Whether balancing may choose {@code server} now. */
    static boolean isCandidate(Backend backend, Server server) {
        return backend.view().balancer() instanceof Picker picker && picker.has(server);
    }

    /** Whether it does not matter to the algorithm who serves, and someone else could. */
    static boolean hasAlternatives(Backend backend) {
        boolean indifferent =
                switch (backend.settings().get(ProxySettings.BALANCE).algorithm()) {
                    case ROUNDROBIN, STATIC_RR, RANDOM -> true;
                    case LEASTCONN, FIRST, SOURCE, URI, URL_PARAM, HDR, RDP_COOKIE, HASH, STICKY, LOG_HASH -> false;
                };
        return indifferent && backend.view().candidates().size() > 1;
    }
}
