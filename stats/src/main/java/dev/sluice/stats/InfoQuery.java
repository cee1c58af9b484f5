package dev.sluice.stats;

/**
 * How {@code show info} is written.
 *
 * @param format {@link Format#LINES} unless said otherwise
 * @param descriptions whether each line is explained ({@code desc}; of no effect on JSON, as in HAProxy)
 * @param decimals whether what has decimals shows them ({@code float})
 */
public record InfoQuery(Format format, boolean descriptions, boolean decimals) {
    /** Plain lines. */
    public static final InfoQuery LINES = new InfoQuery(Format.LINES, false, false);

    /** How it is written. */
    public enum Format {
        /** {@code Name: value}. */
        LINES,
        /** A line for each value with its tags and type. */
        TYPED,
        /** One line. */
        JSON
    }
}
