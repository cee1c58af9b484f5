package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.StateSource;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Place;
import java.util.List;
import java.util.Set;

/** What is taken up at start of what an earlier process knew. */
final class SavedKeywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);
    private static final Choice<StateSource> SOURCES = Choice.of(StateSource.class);

    static final List<Keyword> ALL = List.of(
            Keyword.of("server-state-file", "<file>", GLOBAL, "the state of servers at start")
                    .effective(Forms.word(GlobalSettings.SERVER_STATE_FILE, "a file")),
            Keyword.of("server-state-base", "<directory>", GLOBAL, "where state files are")
                    .effective(Forms.word(GlobalSettings.SERVER_STATE_BASE, "a directory")),
            Keyword.of("stats-file", "<file>", GLOBAL, "the counters at start")
                    .effective(Forms.word(GlobalSettings.STATS_FILE, "a file")),
            Keyword.of("load-server-state-from-file", "none|global|local", Place.BACK, "which state file is read")
                    .effective(line -> line.set(ProxySettings.LOAD_SERVER_STATE, SOURCES.read(line)))
                    .ignoredIn(Place.FRONTEND),
            Keyword.of(
                            "server-state-file-name",
                            "[<file>|use-backend-name]",
                            Place.BACK,
                            "the backend's own state file")
                    .effective(line -> line.set(
                            ProxySettings.SERVER_STATE_FILE_NAME,
                            line.hasNext() && !line.accept("use-backend-name") ? line.next("a file") : ""))
                    .ignoredIn(Place.FRONTEND));

    private SavedKeywords() {}
}
