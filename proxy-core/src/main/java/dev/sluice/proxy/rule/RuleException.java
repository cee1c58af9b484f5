package dev.sluice.proxy.rule;

import dev.sluice.config.Location;

/** A rule that cannot be compiled; the message says why, in words that may follow a file and line. */
public final class RuleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    /** Says what is wrong with a line. */
    public RuleException(Location location, String message) {
        super(message);
        this.location = location;
    }

    /** The line that is wrong. */
    public Location location() {
        return location;
    }
}
