package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/**
 * A pattern and what it maps to. A million of them with keys of 23 and values of 3 characters take 121 MB: 32 bytes each for the entry,
 * 64 for the arrays of key and value, 25 for its places in the order and in a table by key. A way of matching that needs a table of its
 * own (addresses, numbers, no case) adds 10 to 60 more.
 */
public final class PatternEntry {
    /** The value of what maps to nothing. */
    static final byte[] NO_VALUE = {};

    private final long id;
    private final byte[] key;
    private final int hash;
    private volatile byte[] value;

    PatternEntry(long id, byte[] key, byte[] value) {
        this.id = id;
        this.key = key;
        this.hash = Hashes.of(key);
        this.value = value;
    }

    /** An entry of no reference, such as what stands for one that was not found. */
    public static PatternEntry of(String key, String value) {
        return new PatternEntry(0, Texts.encode(key), Texts.encode(value));
    }

    /** Its number, by which commands may name it ({@code #0x...}); later ones are greater. */
    public long id() {
        return id;
    }

    /** The pattern as written; not to be changed. */
    public byte[] key() {
        return key;
    }

    /** What it maps to, empty in an ACL; not to be changed. */
    public byte[] value() {
        return value;
    }

    /** Its value as a number, as far as it is one. */
    public long number() {
        return leadingNumber(value);
    }

    /** The number that a text begins with; 0 for none. */
    static long leadingNumber(byte[] text) {
        long number = 0;
        int at = text.length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + (text[at++] - '0');
        }
        return text.length > 0 && text[0] == '-' ? -number : number;
    }

    /** Its value as an address of 4 or 16 bytes, or null. */
    public byte @Nullable [] address() {
        return Addresses.parse(Texts.decode(value));
    }

    /** Whether it maps to something, be it an empty text. */
    @SuppressWarnings("ArrayEquals") // This very array stands for nothing.
    public boolean isMapping() {
        return value != NO_VALUE;
    }

    int hash() {
        return hash;
    }

    void value(byte[] next) {
        value = next;
    }

    @Override
    public String toString() {
        return Texts.decode(key) + " " + Texts.decode(value);
    }
}
