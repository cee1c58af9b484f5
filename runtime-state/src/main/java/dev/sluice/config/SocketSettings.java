package dev.sluice.config;

import java.util.List;

/** What the sockets of listeners, clients and servers are to be like. Times are milliseconds unless it is said. */
public final class SocketSettings {
    /** Whether the system asks silent clients now and then whether they are still there. */
    public static final Setting<Boolean> CLIENT_KEEPALIVE = Setting.of("option clitcpka", false);
    /** How many such questions may stay without an answer; 0 as the system is set up. */
    public static final Setting<Integer> CLIENT_KEEPALIVE_COUNT = Setting.of("clitcpka-cnt", 0);
    /** Silence before the first of them, in seconds; 0 as the system is set up. */
    public static final Setting<Integer> CLIENT_KEEPALIVE_IDLE = Setting.of("clitcpka-idle", 0);
    /** Time between two of them, in seconds; 0 as the system is set up. */
    public static final Setting<Integer> CLIENT_KEEPALIVE_INTERVAL = Setting.of("clitcpka-intvl", 0);

    /** The same of servers. */
    public static final Setting<Boolean> SERVER_KEEPALIVE = Setting.of("option srvtcpka", false);

    public static final Setting<Integer> SERVER_KEEPALIVE_COUNT = Setting.of("srvtcpka-cnt", 0);
    public static final Setting<Integer> SERVER_KEEPALIVE_IDLE = Setting.of("srvtcpka-idle", 0);
    public static final Setting<Integer> SERVER_KEEPALIVE_INTERVAL = Setting.of("srvtcpka-intvl", 0);

    /** Whether closed connections are forgotten at once, and what was not sent yet with them. */
    public static final Setting<Boolean> NOLINGER = Setting.of("option nolinger", false);
    /** Whether the system saves the acknowledgement of a client's first bytes, which its answer acknowledges anyway. */
    public static final Setting<Boolean> SMART_ACCEPT = Setting.of("option tcp-smart-accept", false);
    /** Whether it saves the one that ends the greeting of a server, which the request does anyway. */
    public static final Setting<Boolean> SMART_CONNECT = Setting.of("option tcp-smart-connect", false);
    /** Where connections to servers come from; a server's own goes before its backend's. */
    public static final Setting<SourceSpec> SOURCE = Setting.of("source", SourceSpec.NONE);

    /** What the system may hold for a connection of a client: the same for all frontends. */
    public static final Setting<SocketBuffers> CLIENT_BUFFERS =
            Setting.of("buffers of clients' sockets", SocketBuffers.AUTOMATIC);
    /** What it may hold for a connection to a server: the same for all backends. */
    public static final Setting<SocketBuffers> SERVER_BUFFERS =
            Setting.of("buffers of servers' sockets", SocketBuffers.AUTOMATIC);

    /** How long bytes may stay without being acknowledged; 0 as the system is set up. */
    public static final Setting<Integer> TCP_UT = Setting.of("tcp-ut", 0);
    /** The name of the manner in which congestion is dealt with; empty for the system's. */
    public static final Setting<String> CONGESTION = Setting.of("cc", "");
    /** Whether data may come with the first packet of a connection. */
    public static final Setting<Boolean> FAST_OPEN = Setting.of("tfo", false);

    /** The largest segment that clients are told to send; what to take from theirs where negative; 0 as it comes. */
    public static final Setting<Integer> MSS = Setting.of("mss", 0);
    /** The interface that connections come through; empty for any. */
    public static final Setting<String> INTERFACE = Setting.of("interface", "");
    /** Whether a listener of IPv6 takes connections of IPv4 too. */
    public static final Setting<Boolean> V4V6 = Setting.of("v4v6", false);
    /** Whether it does not; goes before the former. */
    public static final Setting<Boolean> V6ONLY = Setting.of("v6only", false);
    /** Whether addresses are listened on that are not this machine's. */
    public static final Setting<Boolean> TRANSPARENT = Setting.of("transparent", false);
    /** Whether connections are taken once their clients have said something. */
    public static final Setting<Boolean> DEFER_ACCEPT = Setting.of("defer-accept", false);

    /** The SOCKS4 proxy on the way to a server, {@code host:port}; none for a direct way. */
    public static final Setting<List<ServerAddress>> SOCKS4 = Setting.of("socks4", List.of());
    /** Whether checks go that way too. */
    public static final Setting<Boolean> CHECK_VIA_SOCKS4 = Setting.of("check-via-socks4", false);

    /** What a listening socket cannot change while it is open. */
    private static final List<Setting<?>> OF_LISTENERS =
            List.of(TCP_UT, CONGESTION, FAST_OPEN, MSS, INTERFACE, V4V6, V6ONLY, TRANSPARENT, DEFER_ACCEPT);

    private SocketSettings() {}

    /** Whether the socket of one {@code bind} line will do for another, too. */
    public static boolean alike(Settings one, Settings other) {
        return OF_LISTENERS.stream().allMatch(each -> one.get(each).equals(other.get(each)));
    }
}
