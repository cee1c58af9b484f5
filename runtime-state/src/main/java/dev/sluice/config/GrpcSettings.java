package dev.sluice.config;

import java.util.List;
import java.util.Map;

/** What a {@code grpc} line can set beside its address, its level and its certificates. */
public final class GrpcSettings {
    /** Milliseconds of silence before a client is asked whether it is still there. By default below the minutes that a NAT's entries commonly last. */
    public static final Setting<Long> KEEPALIVE = Setting.of("keepalive", 60_000L);

    /** Milliseconds that its answer may take. */
    public static final Setting<Long> KEEPALIVE_TIMEOUT = Setting.of("keepalive-timeout", 20_000L);

    /** A client that asks more often than this, in milliseconds, is sent away. */
    public static final Setting<Long> KEEPALIVE_MIN = Setting.of("keepalive-min", 10_000L);

    /** Milliseconds after which a connection is asked to come anew, so that it finds another process where one has come; 0 for never. */
    public static final Setting<Long> MAX_AGE = Setting.of("max-age", 0L);

    /** Milliseconds that calls under way may take from then on; 0 for as long as they like. */
    public static final Setting<Long> MAX_AGE_GRACE = Setting.of("max-age-grace", 0L);

    /** One connection's calls at once; more of them wait on the client's side. */
    public static final Setting<Integer> MAX_STREAMS = Setting.of("max-streams", 128);

    /** Bytes of a request at most. By default room for ten thousand entries of a map. */
    public static final Setting<Integer> MAX_MESSAGE = Setting.of("max-message", 1 << 20);

    /** What clients may do by what their certificate says they are; all others have the line's level. */
    public static final Setting<Map<String, Level>> CLIENT_LEVELS = Setting.of("client-level", Map.of());

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            KEEPALIVE,
            KEEPALIVE_TIMEOUT,
            KEEPALIVE_MIN,
            MAX_AGE,
            MAX_AGE_GRACE,
            MAX_STREAMS,
            MAX_MESSAGE,
            CLIENT_LEVELS);

    private GrpcSettings() {}
}
