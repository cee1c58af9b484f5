package dev.sluice.socket.command;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.config.Level;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.text.Echo;
import dev.sluice.operation.text.ExperimentalMode;
import dev.sluice.operation.text.ExpertMode;
import dev.sluice.operation.text.Help;
import dev.sluice.operation.text.LowerLevel;
import dev.sluice.operation.text.Prompt;
import dev.sluice.operation.text.Quit;
import dev.sluice.operation.text.SetSeverityOutput;
import dev.sluice.operation.text.SetTimeout;
import dev.sluice.operation.text.ShowLevel;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** How what concerns the connection alone is said. */
public final class TextWords {
    /** Behind a command that a program sends in front of another: it wants no reply to this one. */
    private static final String SILENT = "-";

    private static final String SEVERITIES = "one of 'none', 'number', 'string' is a required argument";

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            // Help names the first three by itself, at its end.
            Spoken.here(Prompt.class, "prompt", "", "", TextWords::prompt),
            Spoken.here(Quit.class, "quit", "", "", TextWords::quit),
            // A successor asks for descriptors with it; a reload keeps the process, so that there is none and nothing
            // to hand over.
            Spoken.here(Quit.class, "_getsocks", "", "", TextWords::quit),
            Spoken.here(Help.class, "help", "", "", TextWords::help),
            Spoken.here(
                    LowerLevel.class,
                    "operator",
                    "",
                    "go down to the level operator on this connection",
                    (words, speaker) -> lower(Level.OPERATOR, words, speaker)),
            Spoken.here(
                    LowerLevel.class,
                    "user",
                    "",
                    "go down to the level user on this connection",
                    (words, speaker) -> lower(Level.USER, words, speaker)),
            Spoken.here(
                    SetTimeout.class,
                    "set timeout",
                    "cli <delay>",
                    "close this connection after so long a silence",
                    TextWords::timeout),
            Spoken.here(
                    SetSeverityOutput.class,
                    "set severity-output",
                    "[none|number|string]",
                    "whether messages on this connection begin with their severity",
                    TextWords::severity),
            Spoken.as(
                    ShowLevel.class,
                    "show cli level",
                    "",
                    "display the level of the current CLI session",
                    (words, speaker) -> Parsed.of(new ShowLevel())),
            Spoken.as(
                            Echo.class,
                            "echo",
                            "<text>",
                            "answer with the text",
                            (words, speaker) -> Parsed.of(new Echo(String.join(" ", words.list()))))
                    .withRenderer(TextWords::echo),
            Spoken.here(
                    ExpertMode.class,
                    "expert-mode",
                    "[on|off]",
                    "allow commands for experts on this connection",
                    (words, speaker) -> toggle("expert-mode", Session::isExpert, Session::expert, words, speaker)),
            Spoken.here(
                    ExperimentalMode.class,
                    "experimental-mode",
                    "[on|off]",
                    "allow experimental commands on this connection",
                    (words, speaker) -> toggle(
                            "experimental-mode", Session::isExperimental, Session::experimental, words, speaker)));

    private TextWords() {}

    private static Reply quit(Words words, Speaker speaker) {
        speaker.session().quit();
        return Reply.NOTHING;
    }

    private static Reply help(Words words, Speaker speaker) {
        return Reply.info(Suggestions.help(speaker.vocabulary(), speaker.session(), words.list()));
    }

    /** Also an empty text is a text, and not the silence of a success. */
    private static Reply echo(Outcome outcome, Words words, Speaker speaker) {
        return outcome.match(done -> new Reply.Message(done.severity(), done.text()), Spoken::noRows, Reply::of);
    }

    private static Reply lower(Level level, Words words, Speaker speaker) {
        if (speaker.session().level().compareTo(level) < 0) {
            return Reply.error("Permission denied");
        }
        speaker.session().lower(level);
        return silently(words, 0, speaker);
    }

    /** Where a prompt follows, the line in front of it is written in any case. */
    private static Reply silently(Words words, int at, Speaker speaker) {
        boolean prompting = speaker.session().mode() == Session.Mode.PROMPT;
        return words.at(at).equals(SILENT) && !prompting ? Reply.NOTHING : Reply.OK;
    }

    private static Reply prompt(Words words, Speaker speaker) {
        Session session = speaker.session();
        Session.Mode mode = session.mode();
        boolean timed = session.isTimed();
        boolean said = false;
        for (String word : words.list()) {
            switch (word) {
                case "n" -> mode = Session.Mode.SINGLE;
                case "i" -> mode = Session.Mode.INTERACTIVE;
                case "p" -> mode = Session.Mode.PROMPT;
                case "timed" -> timed = !timed;
                default -> {
                    // HAProxy rates the same text by whether it was asked for.
                    String usage = speaker.promptUsage();
                    return word.equals("help") ? Reply.info(usage) : Reply.error(usage);
                }
            }
            said = said || !word.equals("timed");
        }
        if (!said && words.count() > 0) {
            mode = Session.Mode.PROMPT;
        } else if (!said) {
            mode = mode == Session.Mode.PROMPT ? Session.Mode.SINGLE : Session.Mode.PROMPT;
        }
        session.mode(mode);
        session.timed(timed);
        return Reply.OK;
    }

    private static Reply timeout(Words words, Speaker speaker) {
        if (!words.at(0).equals("cli")) {
            return Reply.error("'set timeout' only supports 'cli'.");
        }
        if (words.at(1).isEmpty()) {
            return Reply.error("Expects an integer value.");
        }
        OptionalLong seconds = Delay.seconds(words.at(1));
        if (seconds.isEmpty() || seconds.getAsLong() < 1) {
            return Reply.error("Invalid timeout value.");
        }
        speaker.session().timeoutMillis(seconds.getAsLong() * 1000);
        return Reply.OK;
    }

    private static Reply severity(Words words, Speaker speaker) {
        SeverityOutput wanted;
        switch (words.at(0)) {
            case "none" -> wanted = SeverityOutput.NONE;
            case "number" -> wanted = SeverityOutput.NUMBER;
            case "string" -> wanted = SeverityOutput.STRING;
            default -> {
                return Reply.error(SEVERITIES);
            }
        }
        speaker.session().severity(wanted);
        return silently(words, 1, speaker);
    }

    private static Reply toggle(
            String name, Predicate<Session> isOn, BiConsumer<Session, Boolean> set, Words words, Speaker speaker) {
        Session session = speaker.session();
        if (words.count() == 0) {
            return Reply.info(name + " is " + (isOn.test(session) ? "ON" : "OFF"));
        }
        set.accept(session, words.at(0).equals("on"));
        return silently(words, 1, speaker);
    }
}
