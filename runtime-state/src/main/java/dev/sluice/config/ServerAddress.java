package dev.sluice.config;

/**
 * Where a server is. Host and port as configured; {@code show stat} prints {@code host:port}.
 *
 * @param family how to read the host
 * @param host a numeric address, a host name still to be resolved, a path or an abstract name
 * @param port 0 where the client's own destination port is used (no port was given), or the offset to it when mapped
 * @param portMapped whether {@code port} is an offset ({@code :+10}) to the client's destination port
 */
public record ServerAddress(Family family, String host, int port, boolean portMapped) {
    /** How the host is read. */
    public enum Family {
        /** Numeric IPv4. */
        IPV4,
        /** Numeric IPv6, without brackets. */
        IPV6,
        /** A name; resolved once at start with libc's resolver. */
        NAME,
        /** A path of a unix socket. */
        UNIX,
        /** A name in Linux's abstract socket namespace. */
        ABSTRACT
    }

    /** {@code host:port} as HAProxy prints it; brackets around IPv6, unix sockets as {@code unix}. */
    public String display() {
        return switch (family) {
            case UNIX, ABSTRACT -> "unix";
            case IPV6 -> "[" + host + "]:" + portText();
            case IPV4, NAME -> host + ":" + portText();
        };
    }

    private String portText() {
        return portMapped && port >= 0 ? "+" + port : Integer.toString(port);
    }
}
