package dev.sluice.cli;

import dev.sluice.cli.args.StartOptions;
import dev.sluice.cli.system.IgnoredSignals;
import dev.sluice.cli.system.Processes;
import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.ConditionEvaluator;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Features;
import dev.sluice.config.parse.Messages;
import dev.sluice.config.parse.Source;
import dev.sluice.operation.ConfigurationSource.Reading;
import dev.sluice.proxy.Rehearsal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One start of the program, from its options to its exit status. */
final class Program {
    /** What a supervisor of HAProxy's master expects after an interrupt. */
    static final int INTERRUPTED = 130;

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int NONSENSE = 2;

    private final String name;
    private final StartOptions options;
    private final List<String> words;
    private final PrintStream out;
    private final PrintStream err;
    private final long pid = ProcessHandle.current().pid();

    /** The program under one of its names; {@code words} are what a process in the background is started with again. */
    Program(String name, StartOptions options, List<String> words, PrintStream out, PrintStream err) {
        this.name = name;
        this.options = options;
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /** Does what the options ask for; returns the exit status. */
    int run() {
        IgnoredSignals.takeBack();
        String directory = options.directory();
        Optional<String> problem = directory == null ? Optional.empty() : Processes.enter(directory);
        if (problem.isPresent()) {
            return complain("Could not change to directory " + directory + " : " + problem.get());
        }
        return switch (options.purpose()) {
            case VERSION -> say(Version.line(name));
            case VERSION_NUMBER -> say(Version.compatible());
            case SHORT_VERSION -> say(Version.HAPROXY);
            case BRANCH -> say(Version.HAPROXY.substring(0, Version.HAPROXY.lastIndexOf('.')));
            case BUILD_OPTIONS -> say(BuildOptions.describe(name));
            case USAGE -> say(Usage.HAPROXY.stripTrailing());
            case CONDITION -> condition();
            case CHECK -> check();
            case RUN -> start();
        };
    }

    private int complain(String text) {
        err.println(Messages.prefix(Diagnostic.Severity.ALERT, pid) + text);
        return BAD;
    }

    private int say(String text) {
        out.println(text);
        return GOOD;
    }

    private int condition() {
        String expression = options.condition();
        try {
            ConditionEvaluator evaluator = new ConditionEvaluator(Environment.ofProcess(), Features.DEFAULT);
            return evaluator.evaluate(expression == null ? "" : expression) ? GOOD : BAD;
        } catch (BadLineException e) {
            err.println(Messages.prefix(Diagnostic.Severity.ALERT, pid) + "Failed to evaluate condition: "
                    + e.getMessage());
            return NONSENSE;
        }
    }

    private int check() {
        Reading reading = files().readNow();
        if (!report(reading)) {
            return BAD;
        }
        try {
            var unused = DroppedPrivileges.wanted(
                    reading.configuration().orElseThrow().global());
        } catch (StartException e) {
            report(e);
            return BAD;
        }
        if (options.verbose()) {
            out.println("Configuration file is valid");
        }
        return GOOD;
    }

    private ConfigurationFiles files() {
        List<Path> paths = options.files().stream().map(Path::of).toList();
        return new ConfigurationFiles(
                paths,
                commandLine(),
                new ConfigurationParser(AllKeywords.JOINED, new Rehearsal()),
                new ReadingThread());
    }

    /** What the command line says in place of the files, as one more file. */
    private List<Source> commandLine() {
        StringBuilder text = new StringBuilder();
        if (options.grpc() != null || options.metrics() != null) {
            text.append("sluice\n");
        }
        if (options.grpc() != null) {
            text.append("    grpc ").append(options.grpc()).append('\n');
        }
        if (options.metrics() != null) {
            text.append("    metrics ").append(options.metrics()).append('\n');
        }
        if (options.maxconn() > 0) {
            text.append("global\n    maxconn ").append(options.maxconn()).append('\n');
        }
        return text.isEmpty() ? List.of() : List.of(new Source("(command line)", text.toString()));
    }

    /** Says what was found; whether the configuration can be used. */
    private boolean report(Reading reading) {
        List<Diagnostic> shown = new ArrayList<>();
        boolean warned = false;
        for (Diagnostic diagnostic : reading.diagnostics()) {
            warned |= diagnostic.severity() == Diagnostic.Severity.WARNING;
            if (isShown(diagnostic.severity())) {
                shown.add(diagnostic);
            }
        }
        Messages.report(shown, pid).forEach(err::println);
        if (warned && options.warningsAreErrors()) {
            err.println(Messages.prefix(Diagnostic.Severity.ALERT, pid)
                    + "Some warnings were found and 'zero-warning' is set. Aborting.");
            return false;
        }
        return reading.configuration().isPresent();
    }

    private boolean isShown(Diagnostic.Severity severity) {
        return switch (severity) {
            case ALERT -> true;
            case WARNING -> !options.quiet();
            case NOTICE -> !options.quiet();
            case DIAG -> options.diagnostics();
        };
    }

    /** Starts in this process and returns once it runs; null when it said why it cannot. */
    @Nullable
    Running startHere() {
        IgnoredSignals.takeBack();
        ConfigurationFiles files = files();
        Reading reading = files.readNow();
        if (!report(reading)) {
            return null;
        }
        try {
            return Instance.start(name, options, reading.configuration().orElseThrow(), files);
        } catch (StartException e) {
            report(e);
            return null;
        }
    }

    private int start() {
        ConfigurationFiles files = files();
        Reading reading = files.readNow();
        if (!report(reading)) {
            return BAD;
        }
        Configuration configuration = reading.configuration().orElseThrow();
        boolean background = options.background() || configuration.global().get(GlobalSettings.DAEMON);
        boolean detach = background && !options.foreground() && !options.supervised();
        List<String> lost = detach ? OutOfReach.inBackground(configuration) : List.of();
        if (!lost.isEmpty()) {
            report(new StartException(lost));
            return BAD;
        }
        if (detach && !DaemonLauncher.isDaemon(System.getenv())) {
            return DaemonLauncher.launch(words, out, err);
        }
        int nothing = detach ? Processes.openNothing() : 0;
        try {
            Instance instance = Instance.start(name, options, configuration, files);
            if (isShown(Diagnostic.Severity.NOTICE)) {
                String prefix = Messages.prefix(Diagnostic.Severity.NOTICE, pid);
                instance.notices().forEach(line -> err.println(prefix + line));
            }
            if (detach) {
                detach(nothing);
            }
            return instance.awaitEnd();
        } catch (StartException e) {
            report(e);
            return BAD;
        }
    }

    private void report(StartException reasons) {
        reasons.lines().forEach(line -> err.println(Messages.prefix(Diagnostic.Severity.ALERT, pid) + line));
    }

    /** Tells the launcher that all is well and lets go of what it shares with the terminal; {@code nothing} takes its place. */
    private void detach(int nothing) {
        out.write(DaemonLauncher.READY);
        out.flush();
        if (!Processes.leaveTerminal() || !Processes.closeStandardStreams(nothing)) {
            err.println("cannot let go of the terminal");
        }
    }
}
