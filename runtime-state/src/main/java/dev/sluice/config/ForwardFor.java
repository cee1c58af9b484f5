package dev.sluice.config;

/**
 * {@code option forwardfor [except <network>] [header <name>] [if-none]}.
 *
 * @param enabled whether a header with the client's address is added
 * @param except a network ({@code address/bits}) whose clients get none; empty for no exception
 * @param header its name
 * @param ifNone only where the request has none yet
 */
public record ForwardFor(boolean enabled, String except, String header, boolean ifNone) {
    /** No header. */
    public static final ForwardFor OFF = new ForwardFor(false, "", "", false);
}
