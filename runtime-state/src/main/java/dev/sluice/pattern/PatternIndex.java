package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/**
 * The entries of a reference, found in one way. Any thread asks, without waiting or allocating (regular expressions allocate a matcher);
 * each question sees one generation of the entries as a whole.
 */
public final class PatternIndex {
    private final PatternReference reference;
    private final PatternMatch match;
    private final boolean ignoreCase;
    private final int slot;

    PatternIndex(PatternReference reference, PatternMatch match, boolean ignoreCase, int slot) {
        this.reference = reference;
        this.match = match;
        this.ignoreCase = ignoreCase;
        this.slot = slot;
    }

    /** Whose entries they are. */
    public PatternReference reference() {
        return reference;
    }

    /** How they are found. */
    public PatternMatch match() {
        return match;
    }

    /** Whether case does not matter. */
    public boolean ignoreCase() {
        return ignoreCase;
    }

    /** Whether an entry is found without looking at each ({@code idx=} in {@code get map}, as HAProxy would do it). */
    public boolean isTree(PatternEntry entry) {
        return switch (match) {
            case STR, BEG -> !ignoreCase;
            case IP -> {
                Network network = Network.parse(entry);
                yield network != null && network.bits() >= 0;
            }
            default -> false;
        };
    }

    /** The entry that a text matches, or null. */
    public @Nullable PatternEntry find(byte[] text, int offset, int length) {
        return structure().find(text, offset, length);
    }

    /** The entry that a value matches which is written as text, as {@code get map} has it; what cannot be read matches nothing. */
    public @Nullable PatternEntry findAsWritten(byte[] value) {
        String text = Texts.decode(value);
        return switch (match) {
            case FOUND, BOOL -> null;
            case INT -> find(PatternEntry.leadingNumber(value));
            case LEN -> find(value.length);
            case IP -> {
                byte[] address = Addresses.parse(text);
                yield address == null ? null : findAddress(address, 0, address.length);
            }
            case BIN, STR, BEG, SUB, DIR, DOM, END, REG -> find(value, 0, value.length);
        };
    }

    /** The entry that a number matches ({@code -m int}; for {@code -m len} it is the length), or null. */
    public @Nullable PatternEntry find(long number) {
        return structure().find(number);
    }

    /** The entry that an address of 4 or 16 bytes in network order matches, or null. */
    public @Nullable PatternEntry findAddress(byte[] address, int offset, int length) {
        return structure().findAddress(address, offset, length);
    }

    /** The entry that an IPv4 address matches, or null. */
    public @Nullable PatternEntry findIpv4(long address) {
        return structure().findIpv4(address);
    }

    /** The entry that a text matches, with the groups of its regular expression ({@code map_regm}); null without one. */
    public @Nullable RegexMatch findRegex(byte[] text, int offset, int length) {
        return structure() instanceof RegexStructure regexes ? regexes.match(text, offset, length) : null;
    }

    /** Why a key is none that can be found this way, in HAProxy's words; empty for a good one. */
    String problem(byte[] key) {
        return switch (match) {
            case INT, LEN -> NumberStructure.problem(Texts.decode(key));
            case IP -> AddressStructure.problem(Texts.decode(key));
            case BIN -> BytesStructure.problem(Texts.decode(key));
            case REG -> RegexStructure.problem(Texts.decode(key), ignoreCase);
            default -> "";
        };
    }

    private Structure structure() {
        return reference.current().structure(slot);
    }

    @Override
    public String toString() {
        return reference + " -m " + match.word() + (ignoreCase ? " -i" : "");
    }
}
