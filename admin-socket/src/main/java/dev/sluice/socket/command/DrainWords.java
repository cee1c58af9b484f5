package dev.sluice.socket.command;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.drain.CancelDrain;
import dev.sluice.operation.drain.DrainServer;
import dev.sluice.operation.drain.Ending;
import dev.sluice.operation.drain.ShowDrains;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Drain;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How drains are said. */
public final class DrainWords {
    private static final String USAGE =
            "Expects: drain server <bk>/<srv> [deadline <time>] [then keep|maint|kill [pace <n>]] [force].";

    /** A month: whoever waits longer wants no deadline. */
    private static final long DEADLINE_SECONDS_MAX = 2_678_400;

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            DrainServer.class,
                            "drain server",
                            "<bk>/<srv> [deadline <time>] [then keep|maint|kill [pace <n>]] [force]",
                            "let a server's sessions end, and tell how that goes",
                            (words, speaker) -> Parsed.of(new DrainServer(
                                    ServerRef.parse(words.at(0)), ending(words), words.contains("force"))))
                    .told((outcome, words, speaker) ->
                            new Reply.Flow(new DrainLines(Values.of(outcome, Drain.class), speaker.clock()), false)),
            Spoken.as(
                    CancelDrain.class,
                    "drain cancel",
                    "<bk>/<srv>",
                    "end a drain and have the server take traffic again",
                    (words, speaker) -> Parsed.of(new CancelDrain(ServerRef.parse(words.at(0))))),
            Spoken.as(
                            ShowDrains.class,
                            "show drains",
                            "",
                            "list the drains under way",
                            (words, speaker) -> Parsed.of(new ShowDrains()))
                    .told(DrainWords::list));

    private DrainWords() {}

    private static Checked<Ending> ending(Words words) {
        @Nullable Duration deadline = null;
        Drain.End end = Drain.End.KEEP;
        int pace = 0;
        int at = 1;
        while (words.has(at)) {
            String value = words.at(at + 1);
            switch (words.at(at)) {
                case "force" -> at++;
                case "deadline" -> {
                    OptionalLong seconds = Delay.seconds(value);
                    if (seconds.isEmpty() || seconds.getAsLong() > DEADLINE_SECONDS_MAX) {
                        return Checked.refused(Reason.BAD_ARGUMENT, "Bad deadline '" + value + "'. " + USAGE);
                    }
                    deadline = Duration.ofSeconds(seconds.getAsLong());
                    at += 2;
                }
                case "then" -> {
                    if (!List.of("keep", "maint", "kill").contains(value)) {
                        return Checked.refused(Reason.BAD_ARGUMENT, "Bad end '" + value + "'. " + USAGE);
                    }
                    end = Drain.End.valueOf(value.toUpperCase(Locale.ROOT));
                    at += 2;
                }
                case "pace" -> {
                    Numbers.Leading number = Numbers.leading(value);
                    if (!number.rest().isEmpty() || number.value() < 1 || number.value() > Integer.MAX_VALUE) {
                        return Checked.refused(Reason.BAD_ARGUMENT, "Bad pace '" + value + "'. " + USAGE);
                    }
                    pace = (int) number.value();
                    at += 2;
                }
                default -> {
                    return Checked.refused(Reason.BAD_ARGUMENT, "Unknown word '" + words.at(at) + "'. " + USAGE);
                }
            }
        }
        if ((end == Drain.End.KILL && deadline == null) || (pace != 0 && end != Drain.End.KILL)) {
            return Checked.refused(
                    Reason.BAD_ARGUMENT, "'then kill' needs a deadline, and 'pace' needs 'then kill'. " + USAGE);
        }
        return Checked.of(new Ending(deadline, end, pace));
    }

    private static Reply list(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of(
                "# server phase left at_start cut age_s deadline_in_s then by\n",
                Values.rows(outcome, Drain.Report.class),
                report -> line(report, speaker.clock().millis())));
    }

    private static String line(Drain.Report report, long now) {
        Drain.Plan plan = report.plan();
        String deadline =
                plan.deadlineMillis() == 0 ? "-" : Long.toString(Math.max(0, plan.deadlineMillis() - now) / 1000);
        return String.join(
                        " ",
                        report.server().toString(),
                        report.phase().name().toLowerCase(Locale.ROOT),
                        Integer.toString(report.left()),
                        Integer.toString(report.atStart()),
                        Integer.toString(report.cut()),
                        Long.toString((now - report.startMillis()) / 1000),
                        deadline,
                        plan.end().name().toLowerCase(Locale.ROOT),
                        report.by().isEmpty() ? "-" : report.by().replace(' ', ','))
                + "\n";
    }
}
