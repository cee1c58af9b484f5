package dev.sluice.operation.pattern;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with maps and ACLs. */
public final class PatternOperations {
    public static final Declared<ListPatterns> LIST_PATTERNS =
            Declared.look(ListPatterns.class, "list-patterns", Level.ADMIN, "list maps or ACLs", PatternHandlers::list);
    public static final Declared<ShowEntries> SHOW_ENTRIES = Declared.look(
            ShowEntries.class,
            "show-pattern-entries",
            Level.ADMIN,
            "list the entries of a map or an ACL",
            PatternHandlers::show);
    public static final Declared<LookUp> LOOK_UP = Declared.look(
            LookUp.class, "look-up-pattern", Level.ADMIN, "tell what a value matches", PatternHandlers::lookUp);
    public static final Declared<AddEntries> ADD_ENTRIES = Declared.change(
            AddEntries.class,
            "add-pattern-entries",
            Level.ADMIN,
            "add entries to a map or an ACL",
            PatternHandlers::add);
    public static final Declared<SetEntry> SET_ENTRY = Declared.change(
            SetEntry.class,
            "set-pattern-entry",
            Level.ADMIN,
            "have a map's entry lead to another value",
            PatternHandlers::set);
    public static final Declared<DeleteEntry> DELETE_ENTRY = Declared.change(
            DeleteEntry.class,
            "delete-pattern-entry",
            Level.ADMIN,
            "take an entry out of a map or an ACL",
            PatternHandlers::delete);
    public static final Declared<ClearEntries> CLEAR_ENTRIES = Declared.change(
            ClearEntries.class, "clear-pattern", Level.ADMIN, "empty a map or an ACL", PatternHandlers::clear);
    public static final Declared<PrepareVersion> PREPARE_VERSION = Declared.change(
            PrepareVersion.class,
            "prepare-pattern",
            Level.ADMIN,
            "begin a new version of a map or an ACL beside the one in use",
            PatternHandlers::prepare);
    public static final Declared<CommitVersion> COMMIT_VERSION = Declared.change(
            CommitVersion.class,
            "commit-pattern",
            Level.ADMIN,
            "have traffic see a prepared version of a map or an ACL",
            PatternHandlers::commit);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            LIST_PATTERNS,
            SHOW_ENTRIES,
            LOOK_UP,
            ADD_ENTRIES,
            SET_ENTRY,
            DELETE_ENTRY,
            CLEAR_ENTRIES,
            PREPARE_VERSION,
            COMMIT_VERSION);

    private PatternOperations() {}
}
