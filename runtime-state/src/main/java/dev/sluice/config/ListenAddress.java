package dev.sluice.config;

/** Something to listen on. */
public sealed interface ListenAddress {
    /** As HAProxy prints it in {@code show cli sockets} and messages: {@code ipv4@127.0.0.1:80}, {@code unix@/run/x.sock}, {@code fd@7}. */
    String display();

    /**
     * An internet address.
     *
     * @param host numeric; {@code 0.0.0.0} for {@code *}, {@code ::} for {@code :::}
     * @param port 1 to 65535; 0 lets the kernel choose
     */
    record Inet(String host, int port) implements ListenAddress {
        @Override
        public String display() {
            return (host.indexOf(':') >= 0 ? "ipv6@" : "ipv4@") + hostAndPort();
        }

        /** {@code host:port}, with brackets around IPv6. */
        public String hostAndPort() {
            return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
        }
    }

    /** A unix socket's path. */
    record Unix(String path) implements ListenAddress {
        @Override
        public String display() {
            return "unix@" + path;
        }
    }

    /**
     * A name in Linux's abstract namespace.
     *
     * @param name without the leading NUL
     * @param padded whether it fills the whole address ({@code abns@}) or ends with its last character ({@code abnsz@})
     */
    record Abstract(String name, boolean padded) implements ListenAddress {
        @Override
        public String display() {
            return (padded ? "abns@" : "abnsz@") + name;
        }
    }

    /** A listening descriptor inherited from whoever started the program. */
    record Descriptor(int number) implements ListenAddress {
        @Override
        public String display() {
            return "fd@" + number;
        }
    }
}
