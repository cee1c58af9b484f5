package dev.sluice.config.parse;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;

/** Checks of the {@code global} sections as a whole. */
final class GlobalChecks {
    private final Parsing parsing;
    private final Scope global;

    GlobalChecks(Parsing parsing, Sections sections) {
        this.parsing = parsing;
        this.global = sections.global();
    }

    void run() {
        Settings.Builder settings = global.settings();
        int bufsize = settings.get(GlobalSettings.BUFSIZE);
        int maxrewrite = settings.get(GlobalSettings.MAXREWRITE);
        if (maxrewrite > bufsize / 2) {
            parsing.diagnostics()
                    .alert(
                            global.lineOf(GlobalSettings.MAXREWRITE),
                            "'tune.maxrewrite' (" + maxrewrite + ") leaves less than half of 'tune.bufsize' (" + bufsize
                                    + ") for what is received.");
        }
    }
}
