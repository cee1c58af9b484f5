package dev.sluice.operation;

import java.util.List;

/**
 * A change that has been applied.
 *
 * @param revision its number; each change has the next
 * @param wallMillis when, since 1970 in UTC
 * @param caller who asked
 * @param operation the name of the operation, or of what else changed something, such as {@code health-check}
 * @param text what changed, in words
 * @param changes what changed, resource by resource; empty where no resource has a name
 */
public record Event(
        long revision, long wallMillis, Caller caller, String operation, String text, List<Change> changes) {
    /** Keeps a copy of the list. */
    public Event {
        changes = List.copyOf(changes);
    }
}
