package dev.sluice.config;

/** What {@code tune.h2.*} says, and which connections speak HTTP/2. */
public final class Http2Settings {
    /** What a {@code bind} or {@code server} line has its connections speak, whatever else is agreed on; empty for nothing in particular. */
    public static final Setting<String> PROTO = Setting.of("proto", "");

    /** Whether a connection in the clear stays with HTTP/1 although it begins as HTTP/2 does. */
    public static final Setting<Boolean> NO_UPGRADE = Setting.of("option disable-h2-upgrade", false);

    /** Bytes of the table of fields that the other side may fill. */
    public static final Setting<Integer> TABLE = Setting.of("tune.h2.header-table-size", 4096);

    /** Bytes of a body that are sent ahead. */
    public static final Setting<Integer> WINDOW = Setting.of("tune.h2.initial-window-size", 65_536);

    public static final Setting<Integer> FRONT_WINDOW = Setting.of("tune.h2.fe.initial-window-size", 0);
    public static final Setting<Integer> BACK_WINDOW = Setting.of("tune.h2.be.initial-window-size", 0);

    /** Requests at once on one connection. */
    public static final Setting<Integer> STREAMS = Setting.of("tune.h2.max-concurrent-streams", 100);

    public static final Setting<Integer> FRONT_STREAMS = Setting.of("tune.h2.fe.max-concurrent-streams", 0);
    public static final Setting<Integer> BACK_STREAMS = Setting.of("tune.h2.be.max-concurrent-streams", 0);

    /** Bytes of one frame. */
    public static final Setting<Integer> FRAME = Setting.of("tune.h2.max-frame-size", 16_384);

    /** Bytes of the bodies of all streams of a connection that wait to be passed on. */
    public static final Setting<Integer> FRONT_BUFFER = Setting.of("tune.h2.fe.rxbuf", 1_638_400);

    public static final Setting<Integer> BACK_BUFFER = Setting.of("tune.h2.be.rxbuf", 1_638_400);

    /** Oddities after which a connection is ended; 0 for any number. */
    public static final Setting<Integer> FRONT_GLITCHES = Setting.of("tune.h2.fe.glitches-threshold", 0);

    public static final Setting<Integer> BACK_GLITCHES = Setting.of("tune.h2.be.glitches-threshold", 0);

    /** Requests after which a connection is ended; 0 for any number. */
    public static final Setting<Integer> FRONT_TOTAL = Setting.of("tune.h2.fe.max-total-streams", 0);

    private Http2Settings() {}

    /** What is said for one side, or else for both. */
    public static int either(Settings global, Setting<Integer> own, Setting<Integer> both) {
        int said = global.get(own);
        return said > 0 ? said : global.get(both);
    }
}
