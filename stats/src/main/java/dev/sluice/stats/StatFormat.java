package dev.sluice.stats;

/** How statistics are written. */
public enum StatFormat {
    /** A header and a line for each subject. */
    CSV,
    /** A line for each value. */
    TYPED,
    /** One line. */
    JSON
}
