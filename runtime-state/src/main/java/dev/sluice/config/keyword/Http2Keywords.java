package dev.sluice.config.keyword;

import dev.sluice.config.Http2Settings;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** HTTP/2: who speaks it, and what the other side may do. */
final class Http2Keywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final int FRAME_MIN = 16_384;
    private static final int FRAME_MAX = 16_777_215;
    private static final int WINDOW_MAX = Integer.MAX_VALUE;

    private Http2Keywords() {}

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>(List.of(
                Keyword.of("proto", "h1|h2", Set.of(Place.BIND), "the version of HTTP that clients speak")
                        .effective(Http2Keywords::proto),
                Keyword.of("proto", "h1|h2", Set.of(Place.SERVER), "the version of HTTP that the server speaks")
                        .effective(Http2Keywords::proto),
                Keyword.of("check-proto", "h1|h2|none|spop", Set.of(Place.SERVER), "what health checks speak")
                        .effective(Http2Keywords::ofChecks),
                Keyword.of(
                                "option disable-h2-upgrade",
                                "",
                                Place.PROXIES,
                                "HTTP/1 only, also where a client begins with HTTP/2")
                        .effective(Forms.flag(Http2Settings.NO_UPGRADE))
                        .negatable(),
                Keyword.of(
                                "ws",
                                "auto|h1|h2",
                                Set.of(Place.SERVER),
                                "the version of HTTP by which the server is asked for WebSockets")
                        .effective(Http2Keywords::webSockets),
                Keyword.of(
                                "h2-workaround-bogus-websocket-clients",
                                "",
                                GLOBAL,
                                "do not tell clients that a stream of HTTP/2 may carry a WebSocket")
                        .effective(Forms.flag(Http2Settings.NO_WEBSOCKETS))
                        .negatable(),
                tune("tune.h2.header-table-size", "bytes of the table of fields", Http2Settings.TABLE, 0, 65_535),
                tune("tune.h2.max-frame-size", "bytes of one frame", Http2Settings.FRAME, FRAME_MIN, FRAME_MAX)));
        all.addAll(windows());
        all.addAll(counts());
        for (String name : List.of(
                "tune.h2.be.max-frames-at-once",
                "tune.h2.fe.max-frames-at-once",
                "tune.h2.fe.max-rst-at-once",
                "tune.h2.log-errors")) {
            all.add(Keyword.of(name, "...", GLOBAL, "")
                    .withoutEffect("a turn of the event loop is bounded by bytes; resets are limited in any case"));
        }
        return all;
    }

    private static List<Keyword> windows() {
        String window = "bytes of a body that are sent ahead";
        String buffer = "bytes of all bodies of a connection that may wait";
        return List.of(
                tune("tune.h2.initial-window-size", window, Http2Settings.WINDOW, 0, WINDOW_MAX),
                tune("tune.h2.fe.initial-window-size", window, Http2Settings.FRONT_WINDOW, 0, WINDOW_MAX),
                tune("tune.h2.be.initial-window-size", window, Http2Settings.BACK_WINDOW, 0, WINDOW_MAX),
                Keyword.of("tune.h2.fe.rxbuf", "<size>", GLOBAL, buffer)
                        .effective(line -> line.set(Http2Settings.FRONT_BUFFER, line.size())),
                Keyword.of("tune.h2.be.rxbuf", "<size>", GLOBAL, buffer)
                        .effective(line -> line.set(Http2Settings.BACK_BUFFER, line.size())));
    }

    private static List<Keyword> counts() {
        String streams = "requests at once on one connection";
        String glitches = "oddities after which a connection is ended";
        return List.of(
                tune("tune.h2.max-concurrent-streams", streams, Http2Settings.STREAMS, 1, WINDOW_MAX),
                tune("tune.h2.fe.max-concurrent-streams", streams, Http2Settings.FRONT_STREAMS, 0, WINDOW_MAX),
                tune("tune.h2.be.max-concurrent-streams", streams, Http2Settings.BACK_STREAMS, 0, WINDOW_MAX),
                tune("tune.h2.fe.glitches-threshold", glitches, Http2Settings.FRONT_GLITCHES, 0, WINDOW_MAX),
                tune("tune.h2.be.glitches-threshold", glitches, Http2Settings.BACK_GLITCHES, 0, WINDOW_MAX),
                tune(
                        "tune.h2.fe.max-total-streams",
                        "requests after which a connection is ended",
                        Http2Settings.FRONT_TOTAL,
                        0,
                        WINDOW_MAX));
    }

    private static Keyword tune(String name, String documentation, Setting<Integer> setting, int least, int most) {
        return Keyword.of(name, "<number>", GLOBAL, documentation).effective(Forms.number(setting, least, most));
    }

    private static void webSockets(Line line) throws BadLineException {
        String name = line.next("a version");
        Http2Settings.WebSocketsBy by = switch (name) {
            case "auto" -> Http2Settings.WebSocketsBy.AUTO;
            case "h1" -> Http2Settings.WebSocketsBy.H1;
            case "h2" -> Http2Settings.WebSocketsBy.H2;
            default -> throw line.bad("'ws' has to be 'auto', 'h1' or 'h2'");
        };
        line.set(Http2Settings.WEBSOCKETS, by);
    }

    private static void ofChecks(Line line) throws BadLineException {
        if (!line.hasNext()) {
            throw line.bad("'check-proto' : missing value.");
        }
        String name = line.next("a protocol");
        switch (name) {
            case "h1", "h2", "none", "spop" -> line.set(Http2Settings.CHECK_PROTO, name);
            case "fcgi" -> throw line.bad("'check-proto fcgi' is not supported by this version of Sluice yet.");
            default -> throw line.bad("'check-proto' :  unknown MUX protocol '" + name + "'.");
        }
    }

    private static void proto(Line line) throws BadLineException {
        String name = line.next("a protocol");
        boolean plain = name.equals("none") && line.place() == Place.BIND;
        if (!plain && !name.equals("h1") && !name.equals("h2")) {
            throw line.bad("'proto' :  unknown MUX protocol '" + name + "'");
        }
        line.set(Http2Settings.PROTO, name);
    }
}
