package dev.sluice.config.keyword;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;

/** The {@code sluice} section: what HAProxy does not have. */
final class SluiceKeywords {
    private static final Set<Place> SLUICE = Set.of(Place.SLUICE);

    static final List<Keyword> ALL = List.of(
            Keyword.of("metrics", "<address>", SLUICE, "where metrics are served on an address of their own")
                    .effective(SluiceKeywords::metrics),
            Keyword.of("runtime-changes", "keep|drop", SLUICE, "what a reload does with changes made while running")
                    .effective(line -> line.set(
                            SluiceSettings.KEEP_RUNTIME_CHANGES,
                            Choice.indexOf("drop", "keep").read(line) == 1)),
            Keyword.of("audit", "off|grpc|all", SLUICE, "which changes leave a line in the log")
                    .effective(line -> line.set(
                            SluiceSettings.AUDIT,
                            SluiceSettings.Audit.values()[
                                    Choice.indexOf("off", "grpc", "all").read(line)])),
            Keyword.of("journal", "<directory> [sync always|batch|off]", SLUICE, "keep runtime changes over a restart")
                    .notYet(),
            Keyword.of("guard", "min-available <number>", SLUICE, "refuse to take the last servers away")
                    .notYet());

    private SluiceKeywords() {}

    private static void metrics(Line line) throws BadLineException {
        BindSpec bind = BindKeywords.read(line, Place.SLUICE_BIND);
        Settings settings = bind.settings();
        if (settings.has(BindSettings.SSL) || settings.has(BindSettings.CRT) || settings.has(BindSettings.CA_FILE)) {
            throw line.bad("'metrics': encryption is not supported yet.");
        }
        GrpcKeywords.refuse(line, settings);
        line.append(SluiceSettings.METRICS, bind);
    }
}
