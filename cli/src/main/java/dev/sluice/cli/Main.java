package dev.sluice.cli;

import dev.sluice.cli.args.HaproxyArguments;
import dev.sluice.cli.args.SluiceArguments;
import dev.sluice.cli.args.StartOptions;
import dev.sluice.cli.args.UsageException;
import dev.sluice.cli.ctl.Ctl;
import dev.sluice.cli.quickstart.Quickstart;
import dev.sluice.cli.system.ClassArchive;
import dev.sluice.cli.system.DefaultSignals;
import dev.sluice.cli.top.Top;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Where the program begins: {@code haproxy} with HAProxy's options, or {@code sluice} with words of its own. */
public final class Main {
    private static final String SLUICE_USAGE = """
            usage: sluice COMMAND [ARGUMENT…]

              run -f FILE… [--grpc HOST:PORT] [--metrics HOST:PORT] [-S SOCKET] [-p PIDFILE] [--daemon] [--notify]
                                forward traffic as the configuration says
              check FILE…       read the configuration and say what is wrong with it
              ctl [-s ADDRESS] [--json] [COMMAND…]
                                send commands to a running program, or ask at a terminal; exit status 0 done, 1 refused, 2 unknown, 3 no answer
              top [-s ADDRESS]  watch a running program, and drain, weigh or maintain its servers
              quickstart        two small web servers and the proxy in front of them, with nothing to configure
              archive           make the class archive for this Java now, so that the first start is as quick as later ones
              version           say the version
            """;

    private Main() {}

    /** Runs the program that the launcher names. */
    @SuppressWarnings("SystemExitOutsideMain") // This is the main method; the check looks at the class's name only.
    public static void main(String[] words) {
        DefaultSignals.untilHandled();
        String program = System.getProperty("sluice.program", "sluice");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = program.equals("haproxy") ? haproxy(List.of(words), out, err) : sluice(List.of(words), out, err);
        System.exit(status);
    }

    private static int haproxy(List<String> words, PrintStream out, PrintStream err) {
        try {
            return new Program("haproxy", HaproxyArguments.parse(words), words, out, err).run();
        } catch (UsageException e) {
            err.println("haproxy: " + e.getMessage());
            err.print(Usage.HAPROXY);
            return 1;
        }
    }

    private static int sluice(List<String> words, PrintStream out, PrintStream err) {
        String command = words.isEmpty() ? "help" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            return switch (command) {
                case "run", "check" -> start(words, command.equals("check"), out, err);
                case "ctl" -> new Ctl(System.in, out, err, System.getenv()).run(rest);
                case "top" -> new Top(out, err, System.getenv()).run(rest);
                case "quickstart" -> quickstart(rest, out, err);
                case "archive" -> archive(rest, err);
                case "version", "-v", "--version" -> {
                    out.println(Version.line("sluice"));
                    yield 0;
                }
                case "help", "-h", "--help" -> {
                    out.print(SLUICE_USAGE);
                    yield 0;
                }
                default -> throw new UsageException("unknown command '" + command + "'");
            };
        } catch (UsageException e) {
            err.println("sluice: " + e.getMessage());
            err.print(SLUICE_USAGE);
            return 1;
        }
    }

    private static int start(List<String> words, boolean check, PrintStream out, PrintStream err)
            throws UsageException {
        StartOptions options = SluiceArguments.parse(words.subList(1, words.size()), check);
        return new Program("sluice", options, words, out, err).run();
    }

    private static int archive(List<String> words, PrintStream err) throws UsageException {
        if (!words.isEmpty()) {
            throw new UsageException("unknown option '" + words.get(0) + "'");
        }
        String archive = System.getProperty("sluice.archive", "");
        if (ClassArchive.makeNow(Path.of(archive), Quickstart.ONCE)) {
            return 0;
        }
        err.println(
                "sluice archive: " + archive + " could not be made; the program works without, and starts more slowly");
        return 1;
    }

    private static int quickstart(List<String> words, PrintStream out, PrintStream err) throws UsageException {
        for (String word : words) {
            if (!word.equals("--once")) {
                throw new UsageException("unknown option '" + word + "'");
            }
        }
        Quickstart.Starter starter = configuration -> {
            try {
                StartOptions options = SluiceArguments.parse(List.of("-f", configuration.toString()), false);
                return new Program("sluice", options, words, out, err).startHere();
            } catch (UsageException e) {
                throw new IllegalStateException(e);
            }
        };
        try {
            return new Quickstart(out, starter).run(words);
        } catch (IOException e) {
            err.println("sluice quickstart: " + e.getMessage());
            return 1;
        }
    }
}
