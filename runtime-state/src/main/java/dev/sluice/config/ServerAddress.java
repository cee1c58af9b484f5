package dev.sluice.config;

/**
 * Where a server is. Host and port as configured; {@code show stat} prints {@code host:port}.
 *
 * @param family how to read the host
 * @param host a numeric address, a host name that could not be resolved, a path or an abstract name
 * @param port the port, or the offset to it when mapped; no port at all is an offset of 0
 * @param portMapped whether {@code port} is an offset ({@code :+10}) to the client's destination port
 */
public record ServerAddress(Family family, String host, int port, boolean portMapped) {
    /** How the host is read. */
    public enum Family {
        /** Numeric IPv4. */
        IPV4,
        /** Numeric IPv6, without brackets. */
        IPV6,
        /** A name that could not be resolved where that is allowed ({@code init-addr none}): the server has no address yet. */
        NAME,
        /** A path of a unix socket. */
        UNIX,
        /** A name in Linux's abstract socket namespace. */
        ABSTRACT,
        /** The same, ending with its last character instead of filling the whole address. */
        ABSTRACT_ZERO
    }

    /** Whether it is a socket of this machine, which has no port. */
    public boolean isLocalSocket() {
        return family == Family.UNIX || family == Family.ABSTRACT || family == Family.ABSTRACT_ZERO;
    }

    /** {@code host:port} as HAProxy prints it; brackets around IPv6, unix sockets as {@code unix}. */
    public String display() {
        return switch (family) {
            case UNIX, ABSTRACT, ABSTRACT_ZERO -> "unix";
            case IPV6 -> "[" + host + "]:" + port;
            case IPV4, NAME -> host + ":" + port;
        };
    }
}
