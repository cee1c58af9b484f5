package dev.sluice.operation.stat;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be asked of statistics. */
public final class StatOperations {
    public static final Declared<ShowStatistics> SHOW_STATISTICS =
            Declared.look(ShowStatistics.class, "show-stat", Level.USER, "list who has statistics", StatHandlers::show);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(SHOW_STATISTICS);

    private StatOperations() {}
}
