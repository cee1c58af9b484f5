package dev.sluice.config.parse;

import java.util.Set;

/**
 * What the program claims when a configuration asks. Only what is true: a claim makes users' files take the branch that needs it.
 *
 * @param version compared by {@code version_atleast()} and {@code version_before()}
 * @param names what {@code feature()} finds, in HAProxy's names
 * @param enabled what {@code enabled()} finds
 */
public record Features(String version, Set<String> names, Set<String> enabled) {
    /** Compatible with this version; Lua, QUIC and the rest of HAProxy's optional parts are not there. */
    public static final Features DEFAULT = new Features(
            "3.5.0",
            Set.of(
                    "ACCEPT4",
                    "CRYPT_H",
                    "EPOLL",
                    "GETADDRINFO",
                    "H2",
                    "LINUX_TPROXY",
                    "OPENSSL",
                    "PCRE2",
                    "PROMEX",
                    "SSL",
                    "TFO",
                    "THREAD",
                    "TPROXY",
                    "ZLIB"),
            Set.of("EPOLL"));

    /** Keeps copies of the sets. */
    public Features {
        names = Set.copyOf(names);
        enabled = Set.copyOf(enabled);
    }
}
