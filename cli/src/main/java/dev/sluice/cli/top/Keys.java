package dev.sluice.cli.top;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keys mean: from a screen and a key to the next screen, and perhaps a command that was confirmed. */
final class Keys {
    static final int ENTER = '\r';
    static final int ESCAPE = 27;
    static final int BACKSPACE = 127;
    static final int UP = 0x10001;
    static final int DOWN = 0x10002;
    static final int PAGE_UP = 0x10003;
    static final int PAGE_DOWN = 0x10004;

    private static final int PAGE = 10;

    private Keys() {}

    /**
     * What a key has done.
     *
     * @param screen what is shown next
     * @param command what is to be done now
     * @param end whether that was all
     */
    record Pressed(Screen screen, Optional<String> command, boolean end) {
        private static Pressed showing(Screen screen) {
            return new Pressed(screen, Optional.empty(), false);
        }
    }

    static Pressed press(int key, Screen screen, Snapshot snapshot) {
        Screen.@Nullable Question question = screen.question();
        if (question != null) {
            return question.typed() == null
                    ? confirm(key, screen, question)
                    : type(key, screen, question, question.typed());
        }
        return switch (key) {
            case 'q' -> new Pressed(screen, Optional.empty(), true);
            case UP, 'k' -> Pressed.showing(screen.moved(-1, snapshot));
            case DOWN, 'j' -> Pressed.showing(screen.moved(1, snapshot));
            case PAGE_UP -> Pressed.showing(screen.moved(-PAGE, snapshot));
            case PAGE_DOWN, ' ' -> Pressed.showing(screen.moved(PAGE, snapshot));
            case '\t' -> Pressed.showing(screen.showingNext());
            case '/' -> Pressed.showing(screen.asking(new Screen.Question("Search: ", "/", "")));
            case 'd' -> server(screen, snapshot, "Drain %s?", "set server %s state drain");
            case 'r' -> server(screen, snapshot, "Make %s ready?", "set server %s state ready");
            case 'm' -> server(screen, snapshot, "Put %s into maintenance?", "set server %s state maint");
            case 'w' -> weight(screen, snapshot);
            default -> Pressed.showing(screen);
        };
    }

    private static Pressed server(Screen screen, Snapshot snapshot, String text, String command) {
        Row row = screen.selection(snapshot);
        if (row == null || row.kind() != Row.Kind.SERVER) {
            return Pressed.showing(screen.saying("Select a server first."));
        }
        return Pressed.showing(screen.asking(new Screen.Question(
                text.replace("%s", row.reference()) + " (y/n)", command.replace("%s", row.reference()), null)));
    }

    private static Pressed weight(Screen screen, Snapshot snapshot) {
        Row row = screen.selection(snapshot);
        if (row == null || row.kind() != Row.Kind.SERVER) {
            return Pressed.showing(screen.saying("Select a server first."));
        }
        return Pressed.showing(screen.asking(new Screen.Question(
                "Weight of " + row.reference() + " (now " + row.text("weight") + "): ",
                "set server " + row.reference() + " weight %s",
                "")));
    }

    private static Pressed confirm(int key, Screen screen, Screen.Question question) {
        return key == 'y' || key == 'Y'
                ? new Pressed(screen.asking(null), Optional.of(question.command()), false)
                : Pressed.showing(screen.saying("Nothing was done."));
    }

    private static Pressed type(int key, Screen screen, Screen.Question question, String typed) {
        if (key == ESCAPE) {
            return Pressed.showing(screen.saying("Nothing was done."));
        }
        if (key == ENTER || key == '\n') {
            if (question.command().equals("/")) {
                return Pressed.showing(screen.searching(typed));
            }
            // Typed once, and asked once more before it is done.
            String command = question.command().replace("%s", typed);
            return Pressed.showing(screen.asking(new Screen.Question(command + "? (y/n)", command, null)));
        }
        boolean shorter = key == BACKSPACE || key == '\b';
        String next = shorter
                ? typed.substring(0, Math.max(0, typed.length() - 1))
                : key > ' ' && key < 127 ? typed + (char) key : typed;
        return Pressed.showing(screen.asking(new Screen.Question(question.text(), question.command(), next)));
    }
}
