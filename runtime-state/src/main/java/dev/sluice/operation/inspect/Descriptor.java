package dev.sluice.operation.inspect;

/**
 * An open descriptor.
 *
 * @param number its number
 * @param kind what it is
 * @param target what the system calls it: a path, or {@code socket:[inode]}
 * @param family {@code ipv4}, {@code ipv6}, {@code unix}; empty for what is no socket
 * @param state of a connection, as the system names it; empty without one
 * @param local its own address; empty without one
 * @param remote the other side's; empty without one
 * @param proxy the frontend or backend that it belongs to; empty for none
 * @param server the server that it leads to; empty for none
 */
public record Descriptor(
        int number,
        Kind kind,
        String target,
        String family,
        String state,
        String local,
        String remote,
        String proxy,
        String server) {
    /** What a descriptor is. */
    public enum Kind {
        /** A socket that is listened on. */
        LISTENER,
        /** A client's connection. */
        CLIENT,
        /** A connection to a server. */
        SERVER,
        /** A socket of the program's own: admin connections, logs, metrics. */
        OWN,
        /** A pipe, or what wakes and polls an event loop. */
        PIPE,
        /** A file. */
        FILE
    }
}
