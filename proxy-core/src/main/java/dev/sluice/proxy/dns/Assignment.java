package dev.sluice.proxy.dns;

import dev.sluice.config.ServerAddress.Family;
import dev.sluice.config.ServerSettings;
import dev.sluice.state.NameReports;
import dev.sluice.state.Server;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives servers what an answer holds: each keeps what it has where it is still there. Confined to the resolver's thread. */
final class Assignment {
    private static final String BY_MEMORY = "DNS cache";
    /** SRV weights have 16 bits, those of servers 8 and never 0. */
    private static final int WEIGHT_SCALE = 256;

    private final NameReports reports;
    private final Follower follower;
    /** Where servers are to be as far as was reported; the control thread may not have come to it yet. */
    private final Map<Server, String> given = new HashMap<>();

    Assignment(NameReports reports, Follower follower) {
        this.reports = reports;
        this.follower = follower;
    }

    /** Has a server be looked for under another name. */
    @FunctionalInterface
    interface Follower {
        /** The empty name ends it. */
        void follow(Server server, String section, String target);
    }

    /** Whether somebody has moved. */
    boolean apply(Resolution resolution, Answer answer, String by, long nowMillis) {
        return resolution.key.service()
                ? services(resolution, answer, nowMillis)
                : addresses(resolution, answer.hosts(), by);
    }

    /** A name leads nowhere. */
    void lost(Resolution resolution, String cause) {
        for (Server server : resolution.servers) {
            given.put(server, "");
            reports.lost(server, cause);
        }
    }

    private boolean addresses(Resolution resolution, List<String> hosts, String by) {
        given.keySet().removeIf(server -> !server.backend().servers().contains(server));
        String said = by;
        boolean moved = false;
        for (Server server : resolution.servers) {
            String before = place(server);
            String host = choose(server, before, hosts);
            if (host == null) {
                given.put(server, "");
                reports.lost(server, "No IP for server ");
                continue;
            }
            given.put(server, host);
            reports.found(server, new NameReports.Place(host, said));
            if (!host.equals(before)) {
                moved = true;
                said = BY_MEMORY;
            }
        }
        return moved;
    }

    private String place(Server server) {
        String told = given.get(server);
        boolean known = server.address().family() != Family.NAME;
        return told != null ? told : known ? server.address().host() : "";
    }

    private @Nullable String choose(Server server, String before, List<String> hosts) {
        if (hosts.contains(before)) {
            return before;
        }
        List<String> allowed = new ArrayList<>();
        boolean shares = server.settings().get(ServerSettings.ALLOW_DUP_IP);
        for (String host : hosts) {
            if (shares || !isTaken(server, host)) {
                allowed.add(host);
            }
        }
        List<String> networks = server.settings().get(ServerSettings.RESOLVE_NET);
        List<String> preferred =
                allowed.stream().filter(host -> isIn(networks, host)).toList();
        List<String> choice = preferred.isEmpty() ? allowed : preferred;
        return choice.isEmpty() ? null : choice.get(0);
    }

    private boolean isTaken(Server server, String host) {
        for (Server other : server.backend().servers()) {
            if (other != server && place(other).equals(host)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(List<String> networks, String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            return false;
        }
        for (String network : networks) {
            int slash = network.indexOf('/');
            String base = slash < 0 ? network : network.substring(0, slash);
            byte[] prefix = NetUtil.createByteArrayFromIpAddressString(base);
            int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(network.substring(slash + 1));
            if (prefix != null && prefix.length == bytes.length && shareBits(prefix, bytes, bits)) {
                return true;
            }
        }
        return false;
    }

    private static boolean shareBits(byte[] one, byte[] other, int bits) {
        for (int bit = 0; bit < Math.min(bits, one.length * 8); bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) & 0x80 >> bit % 8) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean services(Resolution resolution, Answer answer, long nowMillis) {
        List<Answer.Service> free = new ArrayList<>(answer.services());
        List<Server> without = new ArrayList<>();
        for (Server server : resolution.servers) {
            Answer.Service has = resolution.services.get(server);
            Answer.Service same = has == null ? null : take(free, has);
            if (same != null) {
                resolution.obsoleteSince.remove(server);
                weigh(server, same);
            } else if (has == null || isObsolete(resolution, server, nowMillis)) {
                without.add(server);
            }
        }
        boolean moved = false;
        for (Server server : without) {
            Answer.Service next = free.isEmpty() ? null : free.remove(0);
            moved |= give(resolution, server, next);
        }
        return moved;
    }

    private static Answer.@Nullable Service take(List<Answer.Service> free, Answer.Service has) {
        for (Answer.Service each : free) {
            if (each.target().equals(has.target()) && each.port() == has.port()) {
                free.remove(each);
                return each;
            }
        }
        return null;
    }

    private static boolean isObsolete(Resolution resolution, Server server, long nowMillis) {
        long since = resolution.obsoleteSince.computeIfAbsent(server, first -> nowMillis);
        return nowMillis - since >= resolution.spec.hold().obsolete();
    }

    private boolean give(Resolution resolution, Server server, Answer.@Nullable Service next) {
        resolution.obsoleteSince.remove(server);
        Answer.Service before = resolution.services.remove(server);
        if (next == null) {
            if (before != null) {
                given.put(server, "");
                follower.follow(server, resolution.key.section(), "");
                reports.lost(server, "entry removed from SRV record");
            }
            return before != null;
        }
        resolution.services.put(server, next);
        weigh(server, next);
        follower.follow(server, resolution.key.section(), next.target());
        return true;
    }

    private void weigh(Server server, Answer.Service service) {
        boolean ignored = server.settings().get(ServerSettings.IGNORE_WEIGHT);
        int weight = ignored ? -1 : service.weight() / WEIGHT_SCALE + 1;
        reports.named(server, service.target(), service.port(), weight);
    }
}
