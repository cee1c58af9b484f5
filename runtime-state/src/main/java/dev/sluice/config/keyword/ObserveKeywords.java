package dev.sluice.config.keyword;

import dev.sluice.config.ObserveSettings;
import dev.sluice.config.ObserveSettings.Consequence;
import dev.sluice.config.ObserveSettings.Layer;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.Settings;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import java.util.List;

/** How a server is judged by its traffic. */
final class ObserveKeywords {
    private static final Choice<Layer> LAYERS = Choice.of(Layer.class);
    private static final Choice<Consequence> CONSEQUENCES = Choice.of(Consequence.class);

    static final List<Keyword> ALL = List.of(
            ServerKeywords.set(
                    "observe",
                    "none|layer4|layer7",
                    "judge it by its traffic too",
                    line -> line.set(ObserveSettings.OBSERVE, LAYERS.read(line))),
            ServerKeywords.set(
                    "error-limit",
                    "<number>",
                    "errors in a row that something follows from",
                    Forms.number(ObserveSettings.ERROR_LIMIT, 1, Integer.MAX_VALUE)),
            ServerKeywords.set(
                    "on-error",
                    "fastinter|fail-check|sudden-death|mark-down",
                    "what follows from them",
                    line -> line.set(ObserveSettings.ON_ERROR, CONSEQUENCES.read(line))));

    private ObserveKeywords() {}

    /** Whether a server's line asks for what only HTTP has; {@code line} is its section's. */
    static boolean isOutOfPlace(Line line, Settings server) {
        return server.get(ObserveSettings.OBSERVE) == Layer.LAYER7 && line.get(ProxySettings.MODE) != Mode.HTTP;
    }
}
