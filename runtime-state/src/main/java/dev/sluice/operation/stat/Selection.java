package dev.sluice.operation.stat;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;
import dev.sluice.state.Proxy;
import dev.sluice.state.Topology;

/**
 * Whose statistics.
 *
 * @param domain of what
 * @param proxy a name, a number or {@code #} and a number; empty or -1 for all
 * @param types bits: 1 frontends, 2 backends, 4 servers, 8 listeners; -1 for all
 * @param serverId a server's or listener's number; -1 for all
 * @param servers which servers
 */
public record Selection(Domain domain, String proxy, int types, int serverId, Servers servers) {
    /** All proxies. */
    public static final Selection ALL = new Selection(Domain.PROXY, "", -1, -1, Servers.ALL);

    /** Frontends. */
    public static final int FRONTENDS = 1;
    /** Backends. */
    public static final int BACKENDS = 2;
    /** Servers. */
    public static final int SERVERS = 4;
    /** Listeners. */
    public static final int LISTENERS = 8;

    /** What statistics there are. */
    public enum Domain {
        PROXY,
        /** Name resolution; it lists nothing as long as there are no resolvers sections. */
        RESOLVERS
    }

    /** Which servers are listed. */
    public enum Servers {
        ALL,
        /** Those that are up. */
        UP,
        /** Those that are not in maintenance. */
        NO_MAINT
    }

    /** The number of the proxy that a word names, -1 for all of them; 0 where it names none, as HAProxy's {@code atoi} reads it. */
    public static int proxyId(Topology topology, String word) {
        if (word.isEmpty()) {
            return ALL.serverId;
        }
        boolean byNumber = word.startsWith("#");
        int number = Numbers.atoi(byNumber ? word.substring(1) : word);
        return topology.proxies().stream()
                .filter(proxy -> byNumber ? proxy.id() == number : proxy.name().equals(word))
                .map(Proxy::id)
                .findFirst()
                .orElse(byNumber ? 0 : number);
    }

    /** From a word. */
    public static Checked<Domain> parseDomain(String word) {
        return switch (word) {
            case "proxy" -> Checked.of(Domain.PROXY);
            case "resolvers" -> Checked.of(Domain.RESOLVERS);
            default -> Checked.refused(Reason.BAD_ARGUMENT, "Invalid statistics domain.");
        };
    }
}
