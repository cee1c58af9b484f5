package dev.sluice.config;

/** What a {@code bind} or {@code stats socket} line can set after its addresses. */
public final class BindSettings {
    /** Name of the listener in statistics; empty for {@code sock-1}, {@code sock-2} … */
    public static final Setting<String> NAME = Setting.of("name", "");

    /** What the guids of the line's listeners begin with, a number from 0 on behind it; empty for none. */
    public static final Setting<String> GUID_PREFIX = Setting.of("guid-prefix", "");

    public static final Setting<Integer> ID = Setting.of("id", 0);
    public static final Setting<Integer> MAXCONN = Setting.of("maxconn", 0);
    public static final Setting<Integer> BACKLOG = Setting.of("backlog", 0);
    /** Permission bits of a unix socket; -1 leaves them to the umask. */
    public static final Setting<Integer> MODE = Setting.of("mode", -1);

    public static final Setting<String> USER = Setting.of("user", "");
    public static final Setting<String> GROUP = Setting.of("group", "");
    public static final Setting<Integer> UID = Setting.of("uid", -1);
    public static final Setting<Integer> GID = Setting.of("gid", -1);
    /** What the paths of unix sockets of {@code bind} lines begin with, as {@code unix-bind} says; empty for nothing. */
    public static final Setting<String> PREFIX = Setting.of("prefix", "");

    public static final Setting<Level> LEVEL = Setting.of("level", Level.OPERATOR);
    public static final Setting<SeverityOutput> SEVERITY_OUTPUT = Setting.of("severity-output", SeverityOutput.NONE);
    public static final Setting<Boolean> EXPOSE_FD_LISTENERS = Setting.of("expose-fd listeners", false);

    /** Whether connections begin with a header that tells whose they are. */
    public static final Setting<Boolean> ACCEPT_PROXY = Setting.of("accept-proxy", false);

    /** The number that headers of NetScaler's client IP insertion begin with; unset where connections have no such header. */
    public static final Setting<Long> NETSCALER_MAGIC = Setting.of("accept-netscaler-cip", 0L);

    /** Whether connections are encrypted ({@code ssl}). */
    public static final Setting<Boolean> SSL = Setting.of("ssl", false);
    /** PEM file with certificate chain and key; empty for none. */
    public static final Setting<String> CRT = Setting.of("crt", "");
    /** PEM file with the authorities that clients' certificates have to come from; empty asks for no certificate. */
    public static final Setting<String> CA_FILE = Setting.of("ca-file", "");

    /** Whether it is datagrams that come in, one message each, rather than connections. */
    public static final Setting<Boolean> DATAGRAMS = Setting.of("dgram-bind", false);

    /** How messages of the admin socket show their severity. */
    public enum SeverityOutput {
        /** Not at all. */
        NONE,
        /** {@code [3]: }. */
        NUMBER,
        /** {@code [err]: }. */
        STRING
    }

    private BindSettings() {}
}
