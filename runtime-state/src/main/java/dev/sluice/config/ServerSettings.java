package dev.sluice.config;

import java.util.List;
import java.util.Set;

/** What a {@code server} or {@code default-server} line can set after the address. Times are milliseconds. */
public final class ServerSettings {
    public static final Setting<Boolean> CHECK = Setting.of("check", false);
    /** The version of the PROXY protocol that connections begin with; 0 for none. */
    public static final Setting<Integer> SEND_PROXY = Setting.of("send-proxy", 0);
    /** What the second version tells besides addresses. */
    public static final Setting<Set<ProxyV2Option>> PROXY_V2_OPTIONS = Setting.of("proxy-v2-options", Set.of());
    /** The values of one's own that it tells too. */
    public static final Setting<List<ProxyTlv>> PROXY_V2_TLVS = Setting.of("set-proxy-v2-tlv-fmt", List.of());
    /** Whether those of checks do too where that does not follow from the former. */
    public static final Setting<Boolean> CHECK_SEND_PROXY = Setting.of("check-send-proxy", false);

    /** The {@code healthcheck} section that says how it is checked; empty for what its backend says. */
    public static final Setting<String> HEALTHCHECK = Setting.of("healthcheck", "");

    public static final Setting<Long> INTER = Setting.of("inter", 2000L);
    /** 0 uses {@link #INTER}. */
    public static final Setting<Long> FASTINTER = Setting.of("fastinter", 0L);
    /** 0 uses {@link #INTER}. */
    public static final Setting<Long> DOWNINTER = Setting.of("downinter", 0L);

    /** Whether its line stands below a {@code default-server}. */
    public static final Setting<Boolean> DEFAULTED = Setting.of("below-default-server", false);

    public static final Setting<Integer> RISE = Setting.of("rise", 2);
    public static final Setting<Integer> FALL = Setting.of("fall", 3);
    /** 0 to 256. */
    public static final Setting<Integer> WEIGHT = Setting.of("weight", 1);
    /** Concurrent requests; 0 has no limit. */
    public static final Setting<Integer> MAXCONN = Setting.of("maxconn", 0);

    public static final Setting<Integer> MINCONN = Setting.of("minconn", 0);
    /** Requests that may wait for this server; 0 has no limit. */
    public static final Setting<Integer> MAXQUEUE = Setting.of("maxqueue", 0);

    /** Whether no stick table remembers it. */
    public static final Setting<Boolean> NON_STICK = Setting.of("non-stick", false);

    public static final Setting<Boolean> BACKUP = Setting.of("backup", false);
    public static final Setting<Boolean> DISABLED = Setting.of("disabled", false);
    public static final Setting<Long> SLOWSTART = Setting.of("slowstart", 0L);
    /** {@code backend/server} whose state this one copies; empty for none. */
    public static final Setting<String> TRACK = Setting.of("track", "");
    /** Where checks go instead of the server's own port; 0 for the same. */
    public static final Setting<Integer> CHECK_PORT = Setting.of("port", 0);
    /** Where checks go instead of the server's own address; empty for the same. */
    public static final Setting<String> CHECK_ADDR = Setting.of("addr", "");

    public static final Setting<Boolean> ON_MARKED_DOWN_SHUTDOWN = Setting.of("on-marked-down", false);
    public static final Setting<Boolean> ON_MARKED_UP_SHUTDOWN_BACKUP = Setting.of("on-marked-up", false);
    public static final Setting<String> COOKIE = Setting.of("cookie", "");
    /** Where the first address of a named server comes from, as written; {@code none} in it allows for having none. */
    public static final Setting<String> INIT_ADDR = Setting.of("init-addr", "last,libc");
    /** The name that the address was resolved from; empty for a numeric one. */
    public static final Setting<String> FQDN = Setting.of("fqdn", "");

    /** A name that no other object has; empty for none. */
    public static final Setting<String> GUID = Setting.of("guid", "");

    /** The {@code resolvers} section that is asked for its address; empty for none. */
    public static final Setting<String> RESOLVERS = Setting.of("resolvers", "");

    /** The name whose SRV records say where it is; empty for none. */
    public static final Setting<String> SRV_RECORD = Setting.of("srvrecord", "");
    /** Whether an IPv4 address is taken rather than an IPv6 one. */
    public static final Setting<Boolean> RESOLVE_PREFER_IPV4 = Setting.of("resolve-prefer", false);
    /** Networks whose addresses are taken rather than others. */
    public static final Setting<List<String>> RESOLVE_NET = Setting.of("resolve-net", List.of());
    /** Whether servers of a backend may have the same address. */
    public static final Setting<Boolean> ALLOW_DUP_IP = Setting.of("resolve-opts allow-dup-ip", false);
    /** Whether the weights of SRV records are left out of account. */
    public static final Setting<Boolean> IGNORE_WEIGHT = Setting.of("resolve-opts ignore-weight", false);

    public static final Setting<Integer> ID = Setting.of("id", 0);
    public static final Setting<InitState> INIT_STATE = Setting.of("init-state", InitState.NONE);

    public static final Setting<Boolean> AGENT_CHECK = Setting.of("agent-check", false);
    public static final Setting<Integer> AGENT_PORT = Setting.of("agent-port", 0);
    public static final Setting<String> AGENT_ADDR = Setting.of("agent-addr", "");

    /** Where a server's agent listens: where its health checks go, unless it has a port of its own; 0 for none. */
    public static int agentPort(Settings settings) {
        int own = settings.get(AGENT_PORT);
        return own != 0 ? own : settings.get(CHECK_PORT);
    }

    /** The address of a server's agent: that of its health checks, unless it has one of its own; empty for the server's. */
    public static String agentAddress(Settings settings) {
        String own = settings.get(AGENT_ADDR);
        return own.isEmpty() ? settings.get(CHECK_ADDR) : own;
    }

    public static final Setting<Long> AGENT_INTER = Setting.of("agent-inter", 2000L);
    public static final Setting<String> AGENT_SEND = Setting.of("agent-send", "");

    /** Idle connections kept to the server; -1 has no limit. */
    public static final Setting<Integer> POOL_MAX_CONN = Setting.of("pool-max-conn", -1);

    /** What names its connections, so that only requests with the same name share them; empty for nothing. */
    public static final Setting<String> POOL_CONN_NAME = Setting.of("pool-conn-name", "");

    /** Where clients are sent to instead, the path of their request behind it; empty for nowhere else. */
    public static final Setting<String> REDIR = Setting.of("redir", "");

    public static final Setting<Integer> POOL_LOW_CONN = Setting.of("pool-low-conn", 0);
    /** How often half of the unneeded idle connections are closed. */
    public static final Setting<Long> POOL_PURGE_DELAY = Setting.of("pool-purge-delay", 5000L);
    /** Requests a connection carries before it is closed; -1 has no limit. */
    public static final Setting<Integer> MAX_REUSE = Setting.of("max-reuse", -1);

    /** What a PROXY header of the second version can tell. */
    public enum ProxyV2Option {
        /** Whether and how the client's connection is encrypted, and whether a certificate of the client's was verified. */
        SSL,
        /** Whose the client's certificate is. */
        CERT_CN,
        /** The kind of key of our certificate. */
        CERT_KEY,
        /** How our certificate is signed. */
        CERT_SIG,
        SSL_CIPHER,
        /** The host that the client asked for while hands were shaken. */
        AUTHORITY,
        /** A checksum over the header. */
        CRC32C,
        UNIQUE_ID
    }

    /**
     * A value in a PROXY header.
     *
     * @param type 0 to 255
     * @param format a text with expressions in it
     */
    public record ProxyTlv(int type, String format) {}

    /** How a server's health starts (manual: {@code init-state}). */
    public enum InitState {
        /** Up, one failed check takes it down. */
        NONE,
        FULLY_UP,
        UP,
        DOWN,
        FULLY_DOWN
    }

    /** Whether lines of logs go there as datagrams ({@code udp@}); servers of other modes have connections. */
    public static final Setting<Boolean> DATAGRAMS = Setting.of("udp@", false);

    /** Bytes of the ring that lines wait in for a server that gets them over a connection; 0 for the usual size. */
    public static final Setting<Integer> LOG_BUFFER = Setting.of("log-bufsize", 0);

    /** Whether each line begins with its length, rather than ends with a line feed. */
    public static final Setting<Boolean> LOG_COUNTED = Setting.of("log-proto", false);

    private ServerSettings() {}
}
