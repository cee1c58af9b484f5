package dev.sluice.socket.command;

import dev.sluice.config.Level;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Severity;
import dev.sluice.operation.text.DebugWrite;
import dev.sluice.operation.text.NoMeaning;
import dev.sluice.operation.text.ShowSchema;
import dev.sluice.operation.text.ShowTrace;
import dev.sluice.operation.text.Trace;
import dev.sluice.socket.command.Spoken.Gate;
import dev.sluice.stats.SchemaRenderer;
import java.util.List;
import java.util.stream.Stream;

/** What developers ask for, and what of it can have no meaning here. */
public final class DeveloperWords {
    /** Bytes that {@code debug dev write} answers at most: enough to try out any client. */
    private static final int WRITE_MAX = 16 * 1024 * 1024;

    private static final String ACME_HEADER = "# certificate\tsection\tstate\texpiration date (UTC)\texpires in\t"
            + "scheduled date (UTC)\tscheduled in\n";

    private static final String NO_SOURCES = """
            Supported trace sources and states (.=stopped, w=waiting, R=running) :
             [.] 0          : not a source, will immediately stop all traces
            """;

    /** Commands of HAProxy that can have no meaning here: their words, what follows, and why. */
    private static final List<Meaningless> MEANINGLESS = List.of(
            new Meaningless(
                    "debug dev abort", "", "there is no core dump to take; 'show threads' tells where threads are"),
            new Meaningless(
                    "debug dev bug", "", "a failed check of a program in Java is an exception, which is logged"),
            new Meaningless(
                    "debug dev check", "", "a failed check of a program in Java is an exception, which is logged"),
            new Meaningless("debug dev close", "<fd> [hard]", "the Java runtime owns the descriptors"),
            new Meaningless("debug dev deadlock", "[<tasks>]", "workers take no locks"),
            new Meaningless("debug dev delay", "[<ms>]", "commands never hold up the thread that serves others"),
            new Meaningless("debug dev fd", "", "the Java runtime owns the descriptors; 'show fd' lists all of them"),
            new Meaningless("debug dev hex", "<address> [<length>]", "the Java runtime moves objects in memory"),
            new Meaningless(
                    "debug dev loop", "<ms> [isolated|warn]", "commands never hold up the thread that serves others"),
            new Meaningless(
                    "debug dev panic", "", "there is no core dump to take; 'show threads' tells where threads are"),
            new Meaningless(
                    "debug dev sched",
                    "{task|tasklet} [k=v]*",
                    "tasks belong to event loops, which 'show activity' tells of"),
            new Meaningless(
                    "debug dev stream", "[k=v]*", "a stream has no flags to set; 'show sess all' tells its state"),
            new Meaningless("debug dev sym", "<address>", "code has no fixed addresses in the Java runtime"),
            new Meaningless(
                    "debug dev task", "<pointer> [wake|expire|kill]", "tasks have no addresses in the Java runtime"),
            new Meaningless("debug dev tkill", "[<thread>] [<signal>]", "the Java runtime owns the threads"),
            new Meaningless(
                    "debug dev warn", "", "a failed check of a program in Java is an exception, which is logged"));

    /** All of them. */
    public static final List<Spoken<?>> ALL = Stream.<Spoken<?>>concat(
                    Stream.of(
                            Spoken.here(
                                            DebugWrite.class,
                                            "debug dev write",
                                            "[<size>]",
                                            "answer with that many bytes",
                                            DeveloperWords::write)
                                    .gated(Gate.EXPERT),
                            Spoken.here(
                                    ShowSchema.class,
                                    "show schema json",
                                    "",
                                    "tell the schema of statistics as JSON",
                                    (words, speaker) -> new Reply.Dump(SchemaRenderer.schema())),
                            Spoken.here(
                                    Trace.class,
                                    "trace",
                                    "[<source>|0] [<command> ...]",
                                    "list what can be traced, or stop (0)",
                                    DeveloperWords::trace),
                            Spoken.here(
                                    ShowTrace.class,
                                    "show trace",
                                    "[<source>]",
                                    "tell what is being traced",
                                    DeveloperWords::showTrace)),
                    Stream.concat(acme(), MEANINGLESS.stream().map(Meaningless::spoken)))
            .toList();

    private DeveloperWords() {}

    /** No certificate comes from an authority by itself, so that there is none to list, to renew or to confirm. */
    private static Stream<Spoken<?>> acme() {
        return Stream.of(
                Spoken.here(
                        NoMeaning.class,
                        "acme status",
                        "",
                        "list certificates that come from an authority by themselves, of which there are none",
                        (words, speaker) -> new Reply.Dump(Lines.of(ACME_HEADER, Cursor.of(List.of()), row -> ""))),
                Spoken.here(
                        NoMeaning.class,
                        "acme renew",
                        "<certificate>",
                        "nothing here: no certificate comes from an authority by itself",
                        (words, speaker) -> Reply.error(
                                words.has(0)
                                        ? "Can't find the certificate '" + words.at(0) + "'."
                                        : ": not enough parameters")),
                Spoken.here(
                        NoMeaning.class,
                        "acme challenge_ready",
                        "<certificate> domain <domain>",
                        "nothing here: no certificate comes from an authority by itself",
                        (words, speaker) -> Reply.error(
                                words.has(2)
                                        ? "Couldn't find an ACME task using crt \"" + words.at(0) + "\" and dns \""
                                                + words.at(2) + "\" to set as ready!"
                                        : "Not enough parameters: \"acme challenge_ready <certfile> domain <domain>\"")));
    }

    private record Meaningless(String keyword, String arguments, String reason) {
        Spoken<?> spoken() {
            return Spoken.here(
                            NoMeaning.class,
                            keyword,
                            arguments,
                            "nothing here: " + reason,
                            (words, speaker) -> Reply.error("'" + keyword + "' has no meaning here: " + reason + "."))
                    .gated(Gate.EXPERT);
        }
    }

    private static Reply write(Words words, Speaker speaker) {
        if (!words.has(0)) {
            return Reply.error("Missing output size.");
        }
        int size = Math.min(Math.max(0, Numbers.atoi(words.at(0))), WRITE_MAX);
        return Reply.info(".".repeat(size));
    }

    private static Reply showTrace(Words words, Speaker speaker) {
        if (!words.has(0)) {
            return Reply.data(NO_SOURCES.substring(0, NO_SOURCES.indexOf('\n')));
        }
        boolean permitted = speaker.session().level().compareTo(Level.OPERATOR) >= 0;
        return Reply.error(permitted ? "No such trace source" : "Permission denied");
    }

    private static Reply trace(Words words, Speaker speaker) {
        return switch (words.at(0)) {
            case "" -> Reply.data(NO_SOURCES);
            case "0" -> new Reply.Message(Severity.NOTICE, "All traces now stopped");
            default -> Reply.error("No such trace source '" + words.at(0) + "'");
        };
    }
}
