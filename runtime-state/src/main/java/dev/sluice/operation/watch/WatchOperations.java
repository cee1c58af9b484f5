package dev.sluice.operation.watch;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Outcome;
import java.util.List;

/** What can be followed. */
public final class WatchOperations {
    /** Not for everyone: events say who did what. */
    public static final Declared<WatchChanges> WATCH_CHANGES = Declared.look(
                    WatchChanges.class,
                    "watch-changes",
                    Level.OPERATOR,
                    "be told of every change, whoever makes it",
                    (operation, context) -> Outcome.value(context.events()))
            .typedOnly();

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(WATCH_CHANGES);

    private WatchOperations() {}
}
