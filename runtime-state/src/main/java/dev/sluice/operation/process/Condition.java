package dev.sluice.operation.process;

import dev.sluice.operation.server.ServerRef;

/** What {@code wait} waits for. */
public sealed interface Condition {
    /** Nothing but the time. */
    record Time() implements Condition {}

    /** That a server can be removed. */
    record ServerRemovable(ServerRef server) implements Condition {}

    /** That a backend can be removed. */
    record BackendRemovable(String backend) implements Condition {}
}
