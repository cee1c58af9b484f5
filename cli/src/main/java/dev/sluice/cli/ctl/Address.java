package dev.sluice.cli.ctl;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Where a running program is asked.
 *
 * @param kind which protocol is spoken there
 * @param text what is behind the scheme: a path, or {@code host:port}
 */
record Address(Kind kind, String text) {
    /** Which protocol. */
    enum Kind {
        /** Text commands. */
        SOCKET,
        /** The typed API in the clear. */
        GRPC,
        /** The typed API over TLS. */
        GRPC_TLS
    }

    /** Reads {@code /path}, {@code unix:path}, {@code host:port}, {@code grpc://host:port} or {@code grpcs://host:port}. */
    static Address parse(String word) {
        if (word.startsWith("grpc://")) {
            return new Address(Kind.GRPC, word.substring("grpc://".length()));
        }
        if (word.startsWith("grpcs://")) {
            return new Address(Kind.GRPC_TLS, word.substring("grpcs://".length()));
        }
        return new Address(Kind.SOCKET, word);
    }

    /** What a socket connects to. */
    SocketAddress target() throws IOException {
        int colon = text.lastIndexOf(':');
        String path = text.replaceFirst("^unix[@:]", "");
        if (text.startsWith("/") || text.startsWith(".") || !path.equals(text) || colon < 0) {
            return UnixDomainSocketAddress.of(path);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = text.substring(0, colon).replaceFirst("^(ipv4|ipv6|tcp)@", "");
            InetSocketAddress target = new InetSocketAddress(host, port);
            if (target.isUnresolved()) {
                throw new IOException("no such host");
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: a path, or host:port, is wanted", e);
        }
    }
}
