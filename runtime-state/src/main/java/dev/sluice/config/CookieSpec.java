package dev.sluice.config;

import java.util.List;

/**
 * The {@code cookie} line of a backend: how clients stay on their server.
 *
 * @param name the cookie's name; empty for no persistence by cookie
 * @param use whether the proxy makes the cookie itself, changes the server's or puts a prefix before its value
 * @param indirect whether servers see nothing of the cookie, and clients get none that they have already
 * @param noCache whether a response with the cookie is marked as not to be kept in shared caches
 * @param postOnly whether only responses to {@code POST} set it
 * @param preserve whether a cookie that the server set is left as it is
 * @param httpOnly whether scripts are kept from it
 * @param secure whether it is for encrypted connections alone
 * @param dynamic whether servers without a {@code cookie} of their own get one computed from the key
 * @param domains the hosts it is for, beside the one that is asked
 * @param maxIdleSeconds how long a client may stay away; 0 for ever
 * @param maxLifeSeconds how long it is valid at all; 0 for ever
 * @param attributes further attributes, as they are
 */
public record CookieSpec(
        String name,
        Use use,
        boolean indirect,
        boolean noCache,
        boolean postOnly,
        boolean preserve,
        boolean httpOnly,
        boolean secure,
        boolean dynamic,
        List<String> domains,
        long maxIdleSeconds,
        long maxLifeSeconds,
        List<String> attributes) {
    /** No persistence by cookie. */
    public static final CookieSpec NONE =
            new CookieSpec("", Use.READ, false, false, false, false, false, false, false, List.of(), 0, 0, List.of());

    /** Keeps copies of the lists. */
    public CookieSpec {
        domains = List.copyOf(domains);
        attributes = List.copyOf(attributes);
    }

    /** Who makes the cookie. */
    public enum Use {
        /** The server does, and its value names the server. */
        READ,
        /** The proxy does. */
        INSERT,
        /** The server does, and the proxy changes its value. */
        REWRITE,
        /** The server does, and the proxy puts the server's name before the value. */
        PREFIX
    }

    /** Whether there is one. */
    public boolean isSet() {
        return !name.isEmpty();
    }
}
