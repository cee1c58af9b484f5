package dev.sluice.config;

/**
 * A {@code hash-type} line.
 *
 * @param consistent whether servers stand on a ring, where a change moves only what it must; else a table is laid out anew
 * @param function what makes a number of a key
 * @param avalanche whether its bits are mixed once more
 */
public record HashType(boolean consistent, Function function, boolean avalanche) {
    /** What holds where nothing is said. */
    public static final HashType DEFAULT = new HashType(false, Function.SDBM, false);

    /** What makes a number of a key (manual section 4.2, {@code hash-type}). */
    public enum Function {
        SDBM,
        DJB2,
        WT6,
        CRC32,
        /** The key is a number already. */
        NONE
    }
}
