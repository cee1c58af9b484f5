package dev.sluice.proxy.h2;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Http2Settings;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;

/**
 * What the other side of a connection may do.
 *
 * @param streams requests at once
 * @param window bytes of a body sent ahead of being asked for more
 * @param buffer bytes of the bodies of all streams together that may be ahead
 * @param table bytes that the table of fields may take
 * @param frame bytes of one frame
 * @param list bytes of all fields of a head
 * @param glitches errors let pass before the connection is ended; 0 for any number
 * @param total requests before the connection is ended; 0 for any number
 * @param upgrades whether clients are told that a stream may carry another protocol
 */
public record Limits(
        int streams,
        int window,
        int buffer,
        int table,
        int frame,
        int list,
        int glitches,
        int total,
        boolean upgrades) {
    /** What clients may do. */
    public static Limits ofClients(Settings global) {
        return of(
                global,
                Http2Settings.FRONT_STREAMS,
                Http2Settings.FRONT_WINDOW,
                Http2Settings.FRONT_BUFFER,
                Http2Settings.FRONT_GLITCHES,
                global.get(Http2Settings.FRONT_TOTAL));
    }

    /** What servers may do. */
    public static Limits ofServers(Settings global) {
        return of(
                global,
                Http2Settings.BACK_STREAMS,
                Http2Settings.BACK_WINDOW,
                Http2Settings.BACK_BUFFER,
                Http2Settings.BACK_GLITCHES,
                0);
    }

    private static Limits of(
            Settings global,
            Setting<Integer> streams,
            Setting<Integer> window,
            Setting<Integer> buffer,
            Setting<Integer> glitches,
            int total) {
        return new Limits(
                Http2Settings.either(global, streams, Http2Settings.STREAMS),
                Http2Settings.either(global, window, Http2Settings.WINDOW),
                global.get(buffer),
                global.get(Http2Settings.TABLE),
                global.get(Http2Settings.FRAME),
                global.get(GlobalSettings.BUFSIZE),
                global.get(glitches),
                total,
                !global.get(Http2Settings.NO_WEBSOCKETS));
    }
}
