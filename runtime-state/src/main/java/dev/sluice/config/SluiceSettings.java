package dev.sluice.config;

import java.util.List;

/** What a {@code sluice} section can set: what HAProxy does not have. */
public final class SluiceSettings {
    /** Where the typed control API listens; empty is off. */
    public static final Setting<List<BindSpec>> GRPC = Setting.of("grpc", List.of());
    /** Where metrics are served on an address of their own; empty is off. */
    public static final Setting<List<BindSpec>> METRICS = Setting.of("metrics", List.of());
    /** Whether a reload keeps runtime changes. */
    public static final Setting<Boolean> KEEP_RUNTIME_CHANGES = Setting.of("runtime-changes", true);

    /** Which changes are written to the log targets of the process, a line each. */
    public static final Setting<Audit> AUDIT = Setting.of("audit", Audit.GRPC);

    /** Which changes leave a line in the log. */
    public enum Audit {
        /** None. */
        OFF,
        /** Those of typed calls, which HAProxy's users do not have: their logs stay as they were. */
        GRPC,
        /** Those that someone asked for, whichever way. */
        ALL
    }

    private SluiceSettings() {}
}
