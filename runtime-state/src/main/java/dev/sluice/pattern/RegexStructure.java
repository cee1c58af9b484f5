package dev.sluice.pattern;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Regular expressions, tried one after the other; the oldest that fits is found. */
final class RegexStructure implements Structure {
    private final OrderedList<Compiled> list = new OrderedList<>();
    private final boolean ignoreCase;

    /** An expression and whose key it is. */
    private record Compiled(PatternEntry entry, Regex regex) {}

    RegexStructure(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    /** Why a key is no expression, in HAProxy's words without a full stop; empty for a good one. */
    static String problem(String key, boolean ignoreCase) {
        try {
            Regex unused = Regex.compile(key, ignoreCase);
            return "";
        } catch (PatternException e) {
            return e.text();
        }
    }

    @Override
    public void insert(PatternEntry entry) {
        try {
            list.add(entry.id(), new Compiled(entry, Regex.compile(Texts.decode(entry.key()), ignoreCase)));
        } catch (PatternException e) {
            throw new IllegalArgumentException("inserted without a look at it: " + entry, e);
        }
    }

    @Override
    public void delete(PatternEntry entry) {
        list.remove(entry.id());
    }

    @Override
    public @Nullable PatternEntry find(byte[] text, int offset, int length) {
        RegexMatch found = match(text, offset, length);
        return found == null ? null : found.entry();
    }

    /** The entry that a text matches, with the place where it does. */
    @Nullable
    RegexMatch match(byte[] text, int offset, int length) {
        @Nullable Object[] slots = list.slots();
        int at = 0;
        for (Object found = OrderedList.at(slots, 0); found != null; found = OrderedList.at(slots, ++at)) {
            if (found instanceof Compiled compiled) {
                Matcher matcher = compiled.regex().find(text, offset, length);
                if (matcher != null) {
                    return new RegexMatch(compiled.entry(), matcher);
                }
            }
        }
        return null;
    }
}
