package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/**
 * A pattern and what it maps to. A million of them with keys of 24 characters and few values take 52 MB, all in a few large arrays: 24
 * bytes each for the key, 20 for what else there is, 8 for its place in a table by key. A way of matching that needs objects of its own
 * (addresses, numbers, expressions) adds 60 and more.
 */
public final class PatternEntry {
    /** The value of what maps to nothing. */
    static final byte[] NO_VALUE = {};

    private final EntryPage page;
    private final int at;

    PatternEntry(EntryPage page, int at) {
        this.page = page;
        this.at = at;
    }

    /** An entry of no reference, such as what stands for one that was not found. */
    public static PatternEntry of(String key, String value) {
        EntryPage page = new EntryPage();
        return page.entry(page.add(0, Texts.encode(key), Texts.encode(value)));
    }

    /** Its number, by which commands may name it ({@code #0x...}); later ones are greater. */
    public long id() {
        return page.id(at);
    }

    /** The pattern as written. */
    public byte[] key() {
        return page.key(at);
    }

    /** What it maps to, empty in an ACL; not to be changed. */
    public byte[] value() {
        return page.value(at);
    }

    /** Its value as a number, as far as it is one. */
    public long number() {
        return leadingNumber(value());
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
        return Addresses.parse(Texts.decode(value()));
    }

    /** Whether it maps to something, be it an empty text. */
    @SuppressWarnings("ArrayEquals") // This very array stands for nothing.
    public boolean isMapping() {
        return value() != NO_VALUE;
    }

    @Override
    public String toString() {
        return Texts.decode(key()) + " " + Texts.decode(value());
    }
}
