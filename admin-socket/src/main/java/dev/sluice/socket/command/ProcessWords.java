package dev.sluice.socket.command;

import dev.sluice.operation.AdminSocket;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.counters.ClearAllCounters;
import dev.sluice.operation.counters.ClearCounters;
import dev.sluice.operation.counters.ClearServerCounters;
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
import dev.sluice.operation.process.WaitArguments;
import dev.sluice.operation.server.ServerRef;
import java.util.List;

/** How operations on the process and its counters are said. */
public final class ProcessWords {
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
                                            : new ClearCounters()))
                    .also(List.of(ClearServerCounters.class)),
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
                    (words, speaker) -> Parsed.of(new Reload())),
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

    private static Parsed await(Words words, Speaker speaker) {
        return words.contains("-h")
                ? Parsed.said(Reply.info(WaitArguments.USAGE))
                : Parsed.of(new Wait(
                        WaitArguments.delay(words.at(0)),
                        WaitArguments.condition(words.from(1).list()),
                        speaker.leaving()));
    }
}
