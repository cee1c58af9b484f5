package dev.sluice.operation;

/**
 * A change that has been applied.
 *
 * @param revision its number; each change has the next
 * @param wallMillis when, since 1970 in UTC
 * @param caller who asked
 * @param text what changed
 */
public record Event(long revision, long wallMillis, Caller caller, String text) {}
