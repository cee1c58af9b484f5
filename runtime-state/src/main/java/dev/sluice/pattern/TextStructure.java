package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/**
 * Texts. Ways of matching that look at keys alike share a table, which the generation keeps.
 *
 * @param table the entries
 * @param match how a text is compared
 * @param longest whether the longest beginning is meant, else the oldest
 */
record TextStructure(TextTable table, PatternMatch match, boolean longest) implements Structure {
    @Override
    public void insert(PatternEntry entry) {}

    @Override
    public void delete(PatternEntry entry) {}

    @Override
    public @Nullable PatternEntry find(byte[] text, int offset, int length) {
        return switch (match) {
            case BEG -> table.prefix(text, offset, length, longest);
            case END -> table.suffix(text, offset, length);
            case SUB -> table.within(text, offset, length);
            case DIR, DOM -> table.between(text, offset, length);
            default -> table.whole(text, offset, length);
        };
    }
}
