package dev.sluice.socket.command;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.session.Criterion;
import dev.sluice.operation.session.SessionId;
import dev.sluice.operation.session.ShowSessions;
import dev.sluice.operation.session.ShutdownSession;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How operations on sessions are said. */
public final class SessionWords {
    private static final String USAGE = """
            Usage: show sess [<id> | all | help] [<options>*]
            Dumps active streams (formerly called 'sessions'). Available selectors:
               <id>         dump only this stream identifier (0x...)
               all          dump all matching streams in large format
               help         show this message
               susp         report streams considered suspicious
            Available options:\s
               show-uri     also display the transaction URI, if available
               older <age>  only display streams older than <age> seconds
               server <b/s> only show streams attached to this backend+server
               backend <b>  only show streams attached to this backend
               frontend <f> only show streams attached to this frontend
            Without any argument, all streams are dumped in a shorter format.""";

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            ShowSessions.class,
                            "show sess",
                            "[help|<id>|all] [opts...]",
                            "list live streams, or tell all of one",
                            SessionWords::show)
                    .told(SessionsText::sessions),
            Spoken.as(
                    ShutdownSession.class,
                    "shutdown session",
                    "<id>",
                    "cut one session",
                    (words, speaker) -> Parsed.of(new ShutdownSession(SessionId.parse(words.at(0))))));

    private SessionWords() {}

    private static Parsed show(Words words, Speaker speaker) {
        Asked asked = Asked.of(words);
        if (asked.help) {
            return Parsed.said(Reply.error(USAGE));
        }
        OptionalLong id = asked.id;
        if (id.isPresent()) {
            for (AdminConnection connection : speaker.connections()) {
                if (connection.id() == id.getAsLong()) {
                    return Parsed.said(Reply.data(
                            SessionsText.detailed(connection, speaker.clock(), Anonymizer.of(speaker.session()))));
                }
            }
        }
        return Parsed.of(new ShowSessions(asked.criteria));
    }

    /** What the words ask for. Confined to the thread that reads them. */
    static final class Asked {
        private final List<Checked<Criterion>> criteria = new ArrayList<>();
        private OptionalLong id = OptionalLong.empty();
        private boolean help;
        private boolean detailed;
        private boolean uri;
        private boolean suspicious;
        private boolean placed;
        private long olderThanMillis;

        private Asked() {}

        static Asked of(Words words) {
            Asked asked = new Asked();
            int at = 0;
            while (words.has(at) && !asked.isOver()) {
                at += at == 0 ? asked.first(words.at(0), words.at(1)) : asked.option(words.at(at), words.at(at + 1));
            }
            return asked;
        }

        /** Whether streams are told with all details. */
        boolean isDetailed() {
            return detailed;
        }

        /** Whether URIs are shown. */
        boolean isWithUri() {
            return uri;
        }

        /** Whether only overdue ones are listed. */
        boolean isSuspicious() {
            return suspicious;
        }

        /** The least age. */
        long olderThanMillis() {
            return olderThanMillis;
        }

        /** Whether streams of a certain frontend, backend or server are asked for, or one alone. */
        boolean isNarrowed() {
            return placed || id.isPresent();
        }

        private boolean isOver() {
            return help
                    || (!criteria.isEmpty() && criteria.get(criteria.size() - 1).value() == null);
        }

        /** Reads the word that says what to list; returns how many words that were. */
        private int first(String word, String argument) {
            switch (word) {
                case "help" -> help = true;
                case "all" -> detailed = true;
                case "older" -> {
                    // To HAProxy an age, too, asks for all details.
                    detailed = true;
                    criteria.add(older(argument));
                    return 2;
                }
                default -> {
                    Long number = SessionId.parse(word).value();
                    if (number == null) {
                        return option(word, argument);
                    }
                    id = OptionalLong.of(number);
                    detailed = true;
                    criteria.add(Checked.of(new Criterion.WithId(number)));
                }
            }
            return 1;
        }

        /** Reads an option and perhaps its argument; returns how many words that were. */
        private int option(String word, String argument) {
            switch (word) {
                case "susp" -> suspicious = true;
                case "show-uri" -> uri = true;
                case "server" -> {
                    place(
                            argument,
                            "Missing server name (<backend>/<server>).",
                            new Criterion.OnServer(ServerRef.parse(argument)));
                    return 2;
                }
                case "backend" -> {
                    place(argument, "Missing backend name.", new Criterion.OnBackend(argument));
                    return 2;
                }
                case "frontend" -> {
                    place(argument, "Missing frontend name.", new Criterion.OnFrontend(argument));
                    return 2;
                }
                default ->
                    criteria.add(Checked.refused(
                            Reason.BAD_ARGUMENT, "Unsupported option '" + word + "', try 'help' for more info."));
            }
            return 1;
        }

        private void place(String argument, String missing, Criterion criterion) {
            if (placed) {
                criteria.add(
                        Checked.refused(Reason.BAD_ARGUMENT, "Only one of backend, frontend or server may be set."));
            } else if (argument.isEmpty()) {
                criteria.add(missing(missing));
            } else {
                criteria.add(Checked.of(criterion));
            }
            placed = true;
        }

        private Checked<Criterion> older(String argument) {
            if (argument.isEmpty()) {
                return missing("Expects a minimum age (in seconds by default).");
            }
            OptionalLong seconds = Delay.seconds(argument);
            if (seconds.isEmpty()) {
                return Checked.refused(Reason.BAD_ARGUMENT, "Invalid age.");
            }
            olderThanMillis = seconds.getAsLong() * 1000;
            return Checked.of(new Criterion.OlderThan(olderThanMillis));
        }

        private static Checked<Criterion> missing(String text) {
            return Checked.refused(Reason.MISSING_ARGUMENT, text);
        }
    }
}
