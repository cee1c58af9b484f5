package dev.sluice.stats;

import dev.sluice.config.Balance;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.Check;
import dev.sluice.state.Listener;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What several statistics derive from their subject. */
final class Subjects {
    private Subjects() {}

    static boolean isHttp(Proxy proxy) {
        return proxy.mode() == ProxySettings.Mode.HTTP;
    }

    /** Whether balancing may choose it. */
    static boolean isUsable(Server server) {
        OperationalState state = server.operationalState();
        return server.weight() > 0
                && (server.adminState() & (AdminState.MAINT | AdminState.DRAIN)) == 0
                && (state == OperationalState.RUNNING || state == OperationalState.STARTING);
    }

    static boolean isInMaintenance(Server server) {
        return (server.adminState() & AdminState.MAINT) != 0;
    }

    /** Whether a check's results count now; in maintenance they do not. */
    static boolean isActive(Check check) {
        return check.isEnabled() && !check.isPaused();
    }

    /** What slowstart leaves of the weight, rounded up as HAProxy shows it. */
    static long effectiveWeight(Server server) {
        return ((long) server.weight() * steps(server) + Server.THROTTLE_STEPS - 1) / Server.THROTTLE_STEPS;
    }

    /** Percent of its weight that slowstart leaves, rounded up in the same way. */
    static long throttle(Server server) {
        long whole = (long) Server.THROTTLE_STEPS * Math.max(1, server.weight());
        return Math.min(100, (100L * server.weight() * steps(server) + Server.THROTTLE_STEPS - 1) / whole);
    }

    private static int steps(Server server) {
        boolean throttled = server.operationalState() == OperationalState.STARTING
                && Balance.isDynamic(server.backend().settings());
        return throttled ? server.throttleSteps() : Server.THROTTLE_STEPS;
    }

    static long count(Backend backend, Predicate<Server> which) {
        long count = 0;
        for (Server server : backend.servers()) {
            if (which.test(server)) {
                count++;
            }
        }
        return count;
    }

    /** A sum over the servers that balancing chooses among: the usable primaries, or else the backups. */
    static long sumInUse(Backend backend, ToLongFunction<Server> value) {
        boolean backups = backend.usableActive() == 0;
        boolean onlyFirst = backups && !backend.settings().get(ProxySettings.ALLBACKUPS);
        long sum = 0;
        for (Server server : backend.servers()) {
            if (server.isBackup() == backups && isUsable(server)) {
                sum += value.applyAsLong(server);
                if (onlyFirst) {
                    return sum;
                }
            }
        }
        return sum;
    }

    static boolean isUp(Backend backend) {
        return backend.servers().isEmpty() || backend.isUsable();
    }

    static long downMillis(Server server, StatMoment at) {
        boolean down = server.operationalState() == OperationalState.STOPPED;
        return server.downMillis() + (down ? at.millisSince(server.lastChangeMillis()) : 0);
    }

    static long downMillis(Backend backend, StatMoment at) {
        return backend.downMillis() + (isUp(backend) ? 0 : at.millisSince(backend.lastChangeMillis()));
    }

    /** {@code address:port} of a listener, {@code unix} for a unix socket. */
    static String address(Listener listener) {
        String bound = listener.boundAddress();
        if (bound.startsWith("unix@") || bound.startsWith("abns")) {
            return "unix";
        }
        return bound.startsWith("ipv4@") || bound.startsWith("ipv6@") ? bound.substring(5) : bound;
    }

    /** The name of a listener's protocol. */
    static String protocol(Listener listener) {
        if (listener.address() instanceof ListenAddress.Unix) {
            return "unix_stream";
        }
        if (listener.address() instanceof ListenAddress.Abstract of) {
            return of.padded() ? "abns_stream" : "abnsz_stream";
        }
        String address = address(listener);
        if (address.equals("unix")) {
            return "unix_stream";
        }
        return address.startsWith("[") ? "tcpv6" : "tcpv4";
    }
}
