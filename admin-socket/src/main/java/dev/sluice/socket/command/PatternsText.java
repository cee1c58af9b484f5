package dev.sluice.socket.command;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.pattern.Found;
import dev.sluice.operation.pattern.PatternKind;
import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternReference;
import java.nio.charset.StandardCharsets;

/** Maps and ACLs as HAProxy writes them. */
final class PatternsText {
    private PatternsText() {}

    /** All references, or the entries of one. */
    static Reply show(Outcome outcome, Words words) {
        return new Reply.Dump(
                words.count() == 0
                        ? Lines.of(
                                "# id (file) description\n",
                                Values.rows(outcome, PatternReference.class),
                                PatternsText::line)
                        : Lines.of("", Values.rows(outcome, PatternEntry.class), PatternsText::line));
    }

    private static String line(PatternReference reference) {
        return reference.id() + " (" + reference.file() + ") "
                + reference.uses().description() + ". curr_ver="
                + reference.version() + " next_ver=" + reference.nextVersion() + " entry_cnt=" + reference.count()
                + "\n";
    }

    private static String line(PatternEntry entry) {
        return "0x" + Long.toHexString(entry.id()) + " " + text(entry.key())
                + (entry.isMapping() ? " " + text(entry.value()) : "") + "\n";
    }

    /** What a value matches. */
    static Reply found(PatternKind kind, Outcome outcome) {
        return new Reply.Dump(Lines.of("", Values.rows(outcome, Found.class), found -> line(kind, found)));
    }

    private static String line(PatternKind kind, Found found) {
        String how = "type=" + found.index().match().word() + ", case="
                + (found.index().ignoreCase() ? "insensitive" : "sensitive");
        boolean map = kind == PatternKind.MAP;
        PatternEntry entry = found.entry();
        if (entry == null) {
            return how + (map ? ", found=no\n" : ", match=no\n");
        }
        how += (map ? ", found=yes" : ", match=yes") + ", idx=" + (found.index().isTree(entry) ? "tree" : "list");
        return map
                ? how + ", key=\"" + text(entry.key()) + "\", " + value(found, entry) + "\n"
                : how + ", pattern=\"" + text(entry.key()) + "\"\n";
    }

    private static String value(Found found, PatternEntry entry) {
        return entry.isMapping()
                ? "value=\"" + text(entry.value()) + "\", type=\""
                        + found.type().nameFor(entry.value()) + "\""
                : "value=none";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
