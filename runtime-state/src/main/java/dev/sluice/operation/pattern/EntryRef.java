package dev.sluice.operation.pattern;

import dev.sluice.pattern.PatternEntry;

/**
 * An entry as a caller names it.
 *
 * @param key the pattern as written; empty where {@code number} says it
 * @param number see {@link PatternEntry#id()}; 0 where the key says it
 */
public record EntryRef(String key, long number) {
    /** As words name it: {@code #0x...} is a number, everything else a key. */
    public static EntryRef parse(String word) {
        if (!word.startsWith("#0x") || word.length() == 3 || word.length() > 19) {
            return ofKey(word);
        }
        for (int i = 3; i < word.length(); i++) {
            if (word.charAt(i) > 'f' || Character.digit(word.charAt(i), 16) < 0) {
                return ofKey(word);
            }
        }
        return new EntryRef("", Long.parseUnsignedLong(word.substring(3), 16));
    }

    /** All entries with a key, or the first of them. */
    public static EntryRef ofKey(String key) {
        return new EntryRef(key, 0);
    }

    /** Whether a number says it. */
    public boolean isNumber() {
        return key.isEmpty() && number != 0;
    }
}
