package dev.sluice.config;

/** How a server is judged by its traffic. */
public final class ObserveSettings {
    public static final Setting<Layer> OBSERVE = Setting.of("observe", Layer.NONE);
    /** Errors in a row that something follows from. */
    public static final Setting<Integer> ERROR_LIMIT = Setting.of("error-limit", 10);

    public static final Setting<Consequence> ON_ERROR = Setting.of("on-error", Consequence.FAIL_CHECK);

    private ObserveSettings() {}

    /** What of its traffic is looked at. */
    public enum Layer {
        NONE,
        /** Whether connections are established. */
        LAYER4,
        /** Responses of HTTP; connections that fail count too. */
        LAYER7
    }

    /** What follows from too many errors in a row. */
    public enum Consequence {
        /** The next health check comes sooner. */
        FASTINTER,
        /** As if a health check had failed. */
        FAIL_CHECK,
        /** The same, and one more would take it down. */
        SUDDEN_DEATH,
        /** It is down. */
        MARK_DOWN
    }
}
