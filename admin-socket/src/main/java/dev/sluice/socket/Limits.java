package dev.sluice.socket;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;

/**
 * What the configuration allows connections.
 *
 * @param maxconn served at once on all sockets together ({@code stats maxconn})
 * @param timeoutMillis of silence ({@code stats timeout})
 * @param bufsize a line must be shorter ({@code tune.bufsize})
 * @param payloadMax of a payload ({@code tune.cli.max-payload-size})
 */
record Limits(int maxconn, long timeoutMillis, int bufsize, int payloadMax) {
    static Limits of(Settings global) {
        return new Limits(
                global.get(GlobalSettings.STATS_MAXCONN),
                global.get(GlobalSettings.STATS_TIMEOUT),
                global.get(GlobalSettings.BUFSIZE),
                global.get(GlobalSettings.CLI_MAX_PAYLOAD));
    }
}
