package dev.sluice.proxy.rule;

/** What rules can see of a request or, in TCP mode, of a connection. Implemented by sessions over the bytes received; nothing is copied. */
public interface RequestView {
    /** Whether there is an HTTP request; without one no criterion about HTTP matches. */
    boolean isHttp();

    /** Bytes of the method. */
    int methodLength();

    /** A byte of the method. */
    byte methodAt(int index);

    /** Bytes of the path: the request target from its first slash behind the authority, without the query. */
    int pathLength();

    /** A byte of the path. */
    byte pathAt(int index);

    /** 10 for HTTP/1.0, 11 for HTTP/1.1. */
    int httpVersion();

    /** Bytes of the source address in network order: 4, 16, or 0 for a unix socket. */
    int sourceLength();

    /** A byte of the source address. */
    byte sourceAt(int index);
}
