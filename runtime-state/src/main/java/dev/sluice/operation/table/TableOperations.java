package dev.sluice.operation.table;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with stick tables. */
public final class TableOperations {
    public static final Declared<ShowTables> SHOW_TABLES = Declared.look(
            ShowTables.class, "show-tables", Level.USER, "list the stick tables", TableHandlers::showTables);
    public static final Declared<ShowTable> SHOW_TABLE = Declared.look(
            ShowTable.class, "show-table", Level.USER, "tell the entries of a stick table", TableHandlers::show);
    public static final Declared<SetTable> SET_TABLE = Declared.change(
            SetTable.class, "set-table", Level.OPERATOR, "make or change an entry of a stick table", SetHandler::set);
    public static final Declared<ClearTable> CLEAR_TABLE = Declared.slowChange(
            ClearTable.class, "clear-table", Level.OPERATOR, "forget entries of a stick table", ClearHandler::clear);
    public static final Declared<ShowPeers> SHOW_PEERS = Declared.look(
            ShowPeers.class, "show-peers", Level.USER, "list the peers sections", TableHandlers::showPeers);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(SHOW_TABLES, SHOW_TABLE, SET_TABLE, CLEAR_TABLE, SHOW_PEERS);

    private TableOperations() {}
}
