package dev.sluice.state;

/**
 * What a rule wants of a map or an ACL.
 *
 * @param file by which the map or ACL is known
 * @param kind what is to become of the key
 * @param key one character for each byte
 * @param value likewise; empty where there is none
 */
public record PatternChange(String file, Kind kind, String key, String value) {
    /** What becomes of a key. */
    public enum Kind {
        /** All entries with the key map to the value; one is added where there is none. */
        SET,
        /** There is an entry with the key. */
        ADD,
        /** The oldest entry with the key goes. */
        DELETE
    }
}
