package dev.sluice.cli.top;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the person in front of it has chosen. Immutable.
 *
 * @param shown which rows
 * @param selected the line of the selected row among those
 * @param search only rows whose name has this
 * @param question what is asked before something is done; null for nothing
 * @param message what came of the last thing that was done
 */
record Screen(
        Shown shown, int selected, String search, @Nullable Question question, String message) {
    /** As it begins. */
    static final Screen FIRST = new Screen(Shown.ALL, 0, "", null, "");

    /** Which rows. */
    enum Shown {
        ALL,
        FRONTENDS,
        BACKENDS,
        SERVERS;

        private boolean has(Row row) {
            return switch (this) {
                case ALL -> true;
                case FRONTENDS -> row.kind() == Row.Kind.FRONTEND;
                case BACKENDS -> row.kind() == Row.Kind.BACKEND;
                case SERVERS -> row.kind() == Row.Kind.SERVER;
            };
        }

        private Shown next() {
            return values()[(ordinal() + 1) % values().length];
        }
    }

    /**
     * A question, and what is typed so far where it asks for something.
     *
     * @param text what is asked
     * @param command what is done on yes; {@code %s} stands for what was typed
     * @param typed null for a question that is answered by yes or no
     */
    record Question(String text, String command, @Nullable String typed) {}

    /** The rows that are shown. */
    List<Row> rows(Snapshot snapshot) {
        return snapshot.rows().stream()
                .filter(shown::has)
                .filter(row -> search.isEmpty() || row.reference().contains(search))
                .toList();
    }

    /** The selected row; null where none is shown. */
    @Nullable
    Row selection(Snapshot snapshot) {
        List<Row> rows = rows(snapshot);
        return rows.isEmpty() ? null : rows.get(Math.max(0, Math.min(selected, rows.size() - 1)));
    }

    Screen showingNext() {
        return new Screen(shown.next(), 0, search, null, "");
    }

    Screen moved(int by, Snapshot snapshot) {
        int last = Math.max(0, rows(snapshot).size() - 1);
        return new Screen(shown, Math.max(0, Math.min(selected + by, last)), search, null, "");
    }

    Screen searching(String text) {
        return new Screen(shown, 0, text, null, "");
    }

    Screen asking(@Nullable Question next) {
        return new Screen(shown, selected, search, next, "");
    }

    Screen saying(String text) {
        return new Screen(shown, selected, search, null, text);
    }
}
