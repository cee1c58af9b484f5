package dev.sluice.socket.command;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.operation.table.ClearTable;
import dev.sluice.operation.table.EntrySelector;
import dev.sluice.operation.table.EntrySelector.Bad;
import dev.sluice.operation.table.EntrySelector.Condition;
import dev.sluice.operation.table.EntrySelector.Filtered;
import dev.sluice.operation.table.EntrySelector.WithKey;
import dev.sluice.operation.table.EntrySelector.WithPointer;
import dev.sluice.operation.table.SetTable;
import dev.sluice.operation.table.SetTable.NewValue;
import dev.sluice.operation.table.ShowPeers;
import dev.sluice.operation.table.ShowTable;
import dev.sluice.operation.table.ShowTables;
import java.util.ArrayList;
import java.util.List;

/** How operations on stick tables are said. */
public final class TableWords {
    private static final String SET_USAGE = "Required arguments: <table> key <key> [data.<store_data_type> <value>]*"
            + " or <table> ptr <ptr> [data.<store_data_type> <value>]*";
    private static final String CLEAR_USAGE = "Required arguments: <table> \"data.<store_data_type>\" <operator>"
            + " <value> or <table> key <key> or <table> ptr <ptr>";
    private static final String SHOW_USAGE = "Optional argument only supports \"data.<store_data_type>\" <operator>"
            + " <value> or key <key> or ptr <ptr>";
    private static final String NO_SET_BY_CONTENT =
            "content-based lookup is only supported with the \"show\" and \"clear\" actions";

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            ShowTables.class,
                            "show table",
                            "<table>*",
                            "list stick tables, or the entries of one",
                            (words, speaker) -> Parsed.of(
                                    words.has(0)
                                            ? new ShowTable(words.at(0), selector(words.from(1), SHOW_USAGE))
                                            : new ShowTables()))
                    .also(List.of(ShowTable.class))
                    .told(TablesText::render)
                    .shaped(TablesText::values),
            Spoken.as(
                            SetTable.class,
                            "set table",
                            "<table> key <k> [data.* <v>]*",
                            "make or change an entry of a stick table",
                            TableWords::set)
                    .gated(Spoken.Gate.WORDS_BEFORE_LEVEL),
            Spoken.as(
                            ClearTable.class,
                            "clear table",
                            "<table> [<filter>]*",
                            "forget entries of a stick table",
                            TableWords::clear)
                    .gated(Spoken.Gate.WORDS_BEFORE_LEVEL),
            Spoken.as(
                            ShowPeers.class,
                            "show peers",
                            "[dict|-] [section]",
                            "tell of the peers sections",
                            (words, speaker) ->
                                    Parsed.of(new ShowPeers(isOption(words.at(0)) ? words.at(1) : words.at(0))))
                    .told(PeersText::render)
                    .shaped(PeersText::values));

    private TableWords() {}

    /** Whether a word in front of a section's name asks for more, or says that the next one is a name. */
    private static boolean isOption(String word) {
        return word.equals("dict") || word.equals("-");
    }

    private static Parsed clear(Words words, Speaker speaker) {
        if (!words.has(0)) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, CLEAR_USAGE);
        }
        return isUnknown(words.at(0), speaker)
                ? unknown()
                : Parsed.of(new ClearTable(words.at(0), selector(words.from(1), CLEAR_USAGE)));
    }

    /** Whoever may not change a table may know that there is none. */
    private static boolean isUnknown(String table, Speaker speaker) {
        return speaker.state().tables().find(table).isEmpty();
    }

    private static Parsed unknown() {
        return Parsed.refused(Reason.TABLE_NOT_FOUND, "No such table");
    }

    private static Parsed set(Words words, Speaker speaker) {
        if (!words.has(0)) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, SET_USAGE);
        }
        if (isUnknown(words.at(0), speaker)) {
            return unknown();
        }
        EntrySelector entry;
        if (words.at(1).startsWith("data.")) {
            entry = bad(NO_SET_BY_CONTENT);
        } else {
            entry = selector(words.from(1), SET_USAGE);
        }
        List<NewValue> values = new ArrayList<>();
        for (int i = 3; words.has(i); i += 2) {
            values.add(new NewValue(words.at(i), words.at(i + 1)));
        }
        return Parsed.of(new SetTable(words.at(0), entry, values, true));
    }

    private static EntrySelector selector(Words words, String usage) {
        if (!words.has(0)) {
            return EntrySelector.ALL;
        }
        String first = words.at(0);
        if (first.equals("key")) {
            return new WithKey(words.at(1));
        }
        if (first.equals("ptr")) {
            return new WithPointer(words.at(1));
        }
        if (!first.startsWith("data.")) {
            return bad(usage);
        }
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; words.has(i); i += 3) {
            conditions.add(new Condition(words.at(i), words.at(i + 1), words.at(i + 2)));
        }
        return new Filtered(conditions);
    }

    private static EntrySelector bad(String text) {
        return new Bad(new Outcome.Refused(Reason.BAD_ARGUMENT, Severity.ERROR, text));
    }
}
