package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/**
 * Shows the last message of each proxy that was no HTTP, as {@link dev.sluice.state.BadMessage}s.
 *
 * @param proxy name or number of one proxy; empty or -1 for all
 * @param direction which messages
 */
public record ShowErrors(String proxy, Direction direction) implements Operation {
    /** Which messages. */
    public enum Direction {
        /** Both. */
        ALL,
        /** From clients. */
        REQUEST,
        /** From servers. */
        RESPONSE
    }
}
