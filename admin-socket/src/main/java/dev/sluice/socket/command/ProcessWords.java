package dev.sluice.socket.command;

import dev.sluice.operation.AdminSocket;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.counters.ClearAllCounters;
import dev.sluice.operation.counters.ClearCounters;
import dev.sluice.operation.counters.ClearServerCounters;
import dev.sluice.operation.process.Condition;
import dev.sluice.operation.process.GlobalMaxconn;
import dev.sluice.operation.process.RateLimit;
import dev.sluice.operation.process.Reload;
import dev.sluice.operation.process.SetGlobalMaxconn;
import dev.sluice.operation.process.SetRateLimit;
import dev.sluice.operation.process.ShowAdminSockets;
import dev.sluice.operation.process.ShowEnvironment;
import dev.sluice.operation.process.ShowVersion;
import dev.sluice.operation.process.Variable;
import dev.sluice.operation.process.Wait;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.ReloadReport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** How operations on the process and its counters are said. */
public final class ProcessWords {
    private static final String WAIT_USAGE = String.join(
            "\n",
            "Usage: wait {-h|<duration>} [condition [args...]]",
            "  - '-h' shows this text",
            "  - <duration> is how long to wait at most; with a unit (us, ms, s, m, h, d)",
            "    or in milliseconds",
            "  - <condition> ends the wait early. Known conditions:",
            "    - <none> : wait for the whole duration.",
            "    - srv-removable <px>/<sv> : until the server can be removed.",
            "    - be-removable <px> : until the backend can be removed.");

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                    ClearCounters.class,
                    "clear counters",
                    "[all | [server] <bk>/<srv>]",
                    "set maxima to zero (or all counters, or those of one server)",
                    (words, speaker) -> Parsed.of(
                            words.at(0).contains("/")
                                    ? new ClearServerCounters(ServerRef.parse(words.at(0)), true)
                                    : new ClearCounters())),
            Spoken.as(
                    ClearAllCounters.class,
                    "clear counters all",
                    "",
                    "",
                    (words, speaker) -> Parsed.of(new ClearAllCounters())),
            Spoken.as(
                    SetGlobalMaxconn.class,
                    "set maxconn global",
                    "<limit>",
                    "change how many connections the process takes at once",
                    (words, speaker) -> Parsed.of(new SetGlobalMaxconn(GlobalMaxconn.parse(words.at(0))))),
            Spoken.as(
                    SetRateLimit.class,
                    "set rate-limit",
                    "<kind> global <limit>",
                    "limit what the process takes in a second",
                    (words, speaker) ->
                            Parsed.of(new SetRateLimit(RateLimit.parse(words.at(0), words.at(1), words.at(2))))),
            Spoken.as(
                    ShowVersion.class,
                    "show version",
                    "",
                    "tell the version",
                    (words, speaker) -> Parsed.of(new ShowVersion())),
            Spoken.as(
                            ShowEnvironment.class,
                            "show env",
                            "[<name>]",
                            "list the environment, or one variable of it",
                            (words, speaker) -> Parsed.of(new ShowEnvironment(words.at(0))))
                    .told(ProcessWords::environment),
            Spoken.as(
                            ShowAdminSockets.class,
                            "show cli sockets",
                            "",
                            "list the sockets that commands come in by",
                            (words, speaker) -> Parsed.of(new ShowAdminSockets()))
                    .told(ProcessWords::sockets),
            Spoken.as(
                            Reload.class,
                            "reload",
                            "",
                            "read the configuration again and apply it in place",
                            (words, speaker) -> Parsed.of(new Reload()))
                    .told(ProcessWords::report),
            Spoken.as(
                    Wait.class,
                    "wait",
                    "{-h|<delay>} [<condition>]",
                    "wait for a while, or until something can be removed",
                    ProcessWords::await));

    private ProcessWords() {}

    private static Reply environment(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of(
                "", Values.rows(outcome, Variable.class), variable -> variable.name() + "=" + variable.value() + "\n"));
    }

    private static Reply sockets(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of(
                "# socket lvl processes\n",
                Values.rows(outcome, AdminSocket.class),
                socket -> socket.address() + " " + socket.level().word() + " all\n"));
    }

    private static Reply report(Outcome outcome, Words words, Speaker speaker) {
        return Reply.info(Values.of(outcome, ReloadReport.class).text());
    }

    private static Parsed await(Words words, Speaker speaker) {
        if (words.contains("-h")) {
            return Parsed.said(Reply.info(WAIT_USAGE));
        }
        if (words.at(0).isEmpty()) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, "Expects a duration in milliseconds.");
        }
        OptionalLong millis = Delay.MILLIS.millis(words.at(0));
        Checked<Duration> delay = millis.isPresent() && millis.getAsLong() > 0
                ? Checked.of(Duration.ofMillis(millis.getAsLong()))
                : Checked.refused(Reason.BAD_ARGUMENT, "Invalid duration.");
        return Parsed.of(new Wait(delay, condition(words), speaker.leaving()));
    }

    private static Checked<Condition> condition(Words words) {
        return switch (words.at(1)) {
            case "" -> Checked.of(new Condition.Time());
            case "srv-removable" -> server(words.at(2));
            case "be-removable" ->
                words.at(2).isEmpty()
                        ? Checked.refused(Reason.MISSING_ARGUMENT, "Missing backend name.")
                        : Checked.of(new Condition.BackendRemovable(words.at(2)));
            default -> Checked.refused(Reason.BAD_ARGUMENT, WAIT_USAGE);
        };
    }

    private static Checked<Condition> server(String word) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Missing server name (<backend>/<server>).");
        }
        ServerRef server = ServerRef.parse(word);
        return server.server().isEmpty()
                ? Checked.refused(Reason.MISSING_ARGUMENT, "Require 'backend/server'.")
                : Checked.of(new Condition.ServerRemovable(server));
    }
}
