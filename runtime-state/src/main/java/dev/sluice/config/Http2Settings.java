package dev.sluice.config;

import java.util.List;

/** What {@code tune.h2.*} says, and which connections speak HTTP/2. */
public final class Http2Settings {
    /** What a {@code bind} or {@code server} line has its connections speak, whatever else is agreed on; empty for nothing in particular. */
    public static final Setting<String> PROTO = Setting.of("proto", "");

    /** What health checks speak instead: {@code h1}, {@code h2}, {@code none} for no HTTP; empty for what {@link #PROTO} says. */
    public static final Setting<String> CHECK_PROTO = Setting.of("check-proto", "");

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

    /** Whether clients are not told that a stream may carry a WebSocket. */
    public static final Setting<Boolean> NO_WEBSOCKETS = Setting.of("h2-workaround-bogus-websocket-clients", false);

    /** The version of HTTP by which a server is asked for a WebSocket. */
    public enum WebSocketsBy {
        /** As everything else, save that HTTP/1 is agreed on where the server may choose. */
        AUTO,
        H1,
        H2
    }

    /** How a server is asked for a WebSocket. */
    public static final Setting<WebSocketsBy> WEBSOCKETS = Setting.of("ws", WebSocketsBy.AUTO);

    private Http2Settings() {}

    /** How a server is asked for a WebSocket, once all is considered; {@link WebSocketsBy#AUTO} for just as everything else. */
    public static WebSocketsBy webSockets(Settings server) {
        WebSocketsBy said = server.get(WEBSOCKETS);
        List<String> offered = server.get(TlsSettings.ALPN);
        boolean either = server.get(PROTO).isEmpty() && offered.contains("h2") && offered.contains("http/1.1");
        return said == WebSocketsBy.AUTO && either ? WebSocketsBy.H1 : said;
    }

    /** What such a connection offers where it is encrypted. */
    public static List<String> webSocketProtocols(Settings server) {
        List<String> offered = server.get(TlsSettings.ALPN);
        if (offered.isEmpty()) {
            return offered;
        }
        return switch (webSockets(server)) {
            case AUTO -> offered;
            case H1 -> List.of("http/1.1");
            case H2 -> List.of("h2");
        };
    }

    /** What is said for one side, or else for both. */
    public static int either(Settings global, Setting<Integer> own, Setting<Integer> both) {
        int said = global.get(own);
        return said > 0 ? said : global.get(both);
    }
}
