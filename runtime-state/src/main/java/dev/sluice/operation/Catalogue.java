package dev.sluice.operation;

import dev.sluice.operation.server.ServerOperations;

/** The operations of a whole program. */
public final class Catalogue {
    private Catalogue() {}

    /** All nouns. */
    public static Operations all() {
        return Operations.join(ServerOperations.ALL);
    }
}
