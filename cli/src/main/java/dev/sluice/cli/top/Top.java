package dev.sluice.cli.top;

import dev.sluice.cli.ctl.Commands;
import dev.sluice.cli.ctl.Terminals;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** Shows how a running program does, drawn anew every second, over its admin socket. */
public final class Top {
    private static final String USUAL = "/var/run/haproxy.sock";
    private static final String USAGE = """
            usage: sluice top [-s ADDRESS] [-d SECONDS] [--once]
              ADDRESS    /path, unix:path or host:port of an admin socket (default: $SLUICE_SOCKET, or /var/run/haproxy.sock)
              SECONDS    from one look to the next, 1 where nothing is said
              --once     print what it looks like now, without a terminal""";

    private static final int ONCE_WIDTH = 160;
    private static final int ONCE_HEIGHT = 10_000;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    /** With the streams that go to whoever started it. */
    public Top(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Runs until it is told to end; returns the exit status: 0, or 2 for words that it does not know, or 3 when nobody answers. */
    public int run(List<String> words) {
        String address = environment.getOrDefault("SLUICE_SOCKET", USUAL);
        long millis = 1000;
        boolean once = false;
        for (int i = 0; i < words.size(); i++) {
            boolean more = i + 1 < words.size();
            if (words.get(i).equals("-s") && more) {
                address = words.get(++i);
            } else if (words.get(i).equals("-d") && more && words.get(i + 1).matches("[1-9]\\d{0,3}")) {
                millis = Long.parseLong(words.get(++i)) * 1000;
            } else if (words.get(i).equals("--once")) {
                once = true;
            } else if (words.get(i).equals("-h") || words.get(i).equals("--help")) {
                out.println(USAGE);
                return 0;
            } else {
                err.println(USAGE);
                return 2;
            }
        }
        Commands commands = new Commands(address);
        try {
            if (once) {
                TopView.lines(look(commands), null, Screen.FIRST, ONCE_WIDTH, ONCE_HEIGHT).stream()
                        .map(line -> line.toString().stripTrailing())
                        .filter(line -> !line.isEmpty())
                        .forEach(out::println);
                return 0;
            }
            return show(commands, millis);
        } catch (IOException e) {
            err.println("sluice top: " + address + ": " + e.getMessage());
            return 3;
        }
    }

    private static Snapshot look(Commands commands) throws IOException {
        return Snapshot.read(commands.ask("show info"), commands.ask("show stat"), System.nanoTime() / 1_000_000);
    }

    private int show(Commands commands, long millis) throws IOException {
        Snapshot first = look(commands);
        try (Terminal terminal = Terminals.open()) {
            Attributes before = terminal.enterRawMode();
            terminal.puts(Capability.enter_ca_mode);
            terminal.puts(Capability.cursor_invisible);
            try {
                watch(terminal, commands, first, millis);
            } finally {
                terminal.puts(Capability.cursor_normal);
                terminal.puts(Capability.exit_ca_mode);
                terminal.flush();
                terminal.setAttributes(before);
            }
        }
        return 0;
    }

    private static void watch(Terminal terminal, Commands commands, Snapshot first, long millis) throws IOException {
        Display display = new Display(terminal, true);
        BindingReader reader = new BindingReader(terminal.reader());
        KeyMap<Integer> keys = keys(terminal);
        @Nullable Snapshot before = null;
        Snapshot now = first;
        Screen screen = Screen.FIRST;
        while (true) {
            draw(terminal, display, new Drawn(now, before, screen));
            Optional<Integer> key = key(reader, keys, millis);
            if (key.isPresent()) {
                Keys.Pressed pressed = Keys.press(key.get(), screen, now);
                if (pressed.end()) {
                    return;
                }
                screen = pressed.screen();
                if (pressed.command().isPresent()) {
                    String command = pressed.command().get();
                    String answer = commands.ask(command);
                    screen = screen.saying(command + ": " + (answer.isEmpty() ? "done" : answer.split("\n", 2)[0]));
                }
            }
            if (key.isEmpty() || System.nanoTime() / 1_000_000 - now.millis() >= millis) {
                before = now;
                now = look(commands);
            }
        }
    }

    /** What is drawn. */
    private record Drawn(Snapshot now, @Nullable Snapshot before, Screen screen) {}

    private static void draw(Terminal terminal, Display display, Drawn drawn) {
        int width = Math.max(40, terminal.getWidth());
        int height = Math.max(6, terminal.getHeight());
        display.resize(height, width);
        display.update(TopView.lines(drawn.now(), drawn.before(), drawn.screen(), width, height), 0);
    }

    /** The next key; empty when none was pressed in time. */
    private static Optional<Integer> key(BindingReader reader, KeyMap<Integer> keys, long millis) {
        int next = reader.peekCharacter(millis);
        if (next < 0) {
            return next == -1 ? Optional.of((int) 'q') : Optional.empty();
        }
        return Optional.ofNullable(reader.readBinding(keys));
    }

    private static KeyMap<Integer> keys(Terminal terminal) {
        KeyMap<Integer> keys = new KeyMap<>();
        for (char c = 1; c < 128; c++) {
            keys.bind((int) c, Character.toString(c));
        }
        keys.bind(Keys.UP, KeyMap.key(terminal, Capability.key_up), "\033[A", "\033OA");
        keys.bind(Keys.DOWN, KeyMap.key(terminal, Capability.key_down), "\033[B", "\033OB");
        keys.bind(Keys.PAGE_UP, KeyMap.key(terminal, Capability.key_ppage), "\033[5~");
        keys.bind(Keys.PAGE_DOWN, KeyMap.key(terminal, Capability.key_npage), "\033[6~");
        keys.setAmbiguousTimeout(100);
        return keys;
    }
}
