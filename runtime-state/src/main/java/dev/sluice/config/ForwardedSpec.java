package dev.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code option forwarded}: which parts of a {@code Forwarded} header (RFC 7239) servers are sent. A part is null where it is left out,
 * empty where it tells what is known of the connection or request, or else the expression that it tells.
 *
 * @param enabled whether there is a header at all
 * @param proto whether the client's connection is encrypted
 * @param host which site was asked for
 * @param by where the client has connected to
 * @param byPort the port there
 * @param source who the client is; called {@code for} in the header
 * @param sourcePort its port
 */
public record ForwardedSpec(
        boolean enabled,
        boolean proto,
        @Nullable String host,
        @Nullable String by,
        @Nullable String byPort,
        @Nullable String source,
        @Nullable String sourcePort) {
    /** No header. */
    public static final ForwardedSpec OFF = new ForwardedSpec(false, false, null, null, null, null, null);

    /** What an option without arguments means. */
    public static final ForwardedSpec USUAL = new ForwardedSpec(true, true, null, null, null, "", null);
}
