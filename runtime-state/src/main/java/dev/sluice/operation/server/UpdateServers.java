package dev.sluice.operation.server;

import dev.sluice.operation.Operation;
import java.util.List;

/**
 * Sets several things of several servers, all or none, as one change.
 *
 * @param updates no server twice
 */
public record UpdateServers(List<UpdateServer> updates) implements Operation {
    /** How many at most: they are applied in a few milliseconds, during which other changes wait. */
    public static final int UPDATES_MAX = 1000;

    /** Keeps a copy of the list. */
    public UpdateServers {
        updates = List.copyOf(updates);
    }
}
