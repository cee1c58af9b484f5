package dev.sluice.cli.ctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Commands typed at a terminal, with history and completion. */
final class Shell {
    private final Link link;
    private final Terminal terminal;
    private final Map<String, String> environment;

    Shell(Link link, Terminal terminal, Map<String, String> environment) {
        this.link = link;
        this.terminal = terminal;
        this.environment = environment;
    }

    /** Reads and runs until the end of the input; returns the status of the last command. */
    int run() throws IOException {
        DefaultParser parser = new DefaultParser();
        // Backslashes and quotes mean to the program what they mean to it, and nothing here.
        parser.setEscapeChars(new char[0]);
        parser.setQuoteChars(new char[0]);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(parser)
                .completer(new CommandCompleter(link))
                .variable(LineReader.HISTORY_FILE, history(environment))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        int status = Answer.DONE;
        while (true) {
            try {
                String line = reader.readLine("> ").strip();
                if (List.of("quit", "exit").contains(line)) {
                    return status;
                }
                if (!line.isEmpty()) {
                    status = show(line);
                }
            } catch (UserInterruptException e) {
                // The line is given up, the shell is not.
                status = Answer.DONE;
            } catch (EndOfFileException e) {
                return status;
            }
        }
    }

    private int show(String line) {
        try {
            Answer answer = link.run(line, said -> {
                terminal.writer().println(said);
                terminal.flush();
            });
            if (!answer.text().isEmpty()) {
                for (AttributedString each : TableText.of(answer.text())) {
                    terminal.writer().println(each.toAnsi(terminal));
                }
            }
            terminal.flush();
            return answer.status();
        } catch (IOException e) {
            terminal.writer().println(e.getMessage());
            terminal.flush();
            return Answer.NOBODY;
        }
    }

    private static Path history(Map<String, String> environment) {
        String named = environment.getOrDefault("SLUICE_HISTORY", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".sluice_history") : Path.of(named);
    }
}
