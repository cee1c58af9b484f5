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
            Lists live streams. What to list:
               <id>         only this stream (0x...), with all details
               all          all of them, with all details
               help         show this text
               susp         only those whose timeout is overdue
            Options:
               show-uri     also show the request's URI, where there is one
               older <age>  only streams older than <age>, in seconds by default
               server <b/s> only streams of this server
               backend <b>  only streams of this backend
               frontend <f> only streams of this frontend
            With nothing said, each stream gets one line.""";

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
                    return Parsed.said(Reply.data(SessionsText.detailed(connection, speaker.clock())));
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
        private long olderThanMillis;

        private Asked() {}

        static Asked of(Words words) {
            Asked asked = new Asked();
            int at = 0;
            while (words.has(at) && !asked.isOver()) {
                at += asked.read(words.at(at), words.at(at + 1));
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
            return criteria.size() > (olderThanMillis > 0 ? 1 : 0);
        }

        private boolean isOver() {
            return help
                    || (!criteria.isEmpty() && criteria.get(criteria.size() - 1).value() == null);
        }

        /** Reads a word and perhaps its argument; returns how many words that were. */
        private int read(String word, String argument) {
            switch (word) {
                case "help" -> help = true;
                case "all" -> detailed = true;
                case "susp" -> suspicious = true;
                case "show-uri" -> uri = true;
                case "older" -> {
                    criteria.add(older(argument));
                    return 2;
                }
                case "server" -> {
                    criteria.add(
                            argument.isEmpty()
                                    ? missing("Missing server name (<backend>/<server>).")
                                    : Checked.of(new Criterion.OnServer(ServerRef.parse(argument))));
                    return 2;
                }
                case "backend" -> {
                    criteria.add(
                            argument.isEmpty()
                                    ? missing("Missing backend name.")
                                    : Checked.of(new Criterion.OnBackend(argument)));
                    return 2;
                }
                case "frontend" -> {
                    criteria.add(
                            argument.isEmpty()
                                    ? missing("Missing frontend name.")
                                    : Checked.of(new Criterion.OnFrontend(argument)));
                    return 2;
                }
                default -> criteria.add(pointer(word));
            }
            return 1;
        }

        private Checked<Criterion> older(String argument) {
            if (argument.isEmpty()) {
                return missing("Expects a minimum age (in seconds by default).");
            }
            OptionalLong millis = Delay.millis(argument);
            if (millis.isEmpty()) {
                return Checked.refused(Reason.BAD_ARGUMENT, "Invalid age.");
            }
            olderThanMillis = millis.getAsLong();
            return Checked.of(new Criterion.OlderThan(olderThanMillis));
        }

        private Checked<Criterion> pointer(String word) {
            Checked<Long> read = SessionId.parse(word);
            Long value = word.startsWith("0x") ? read.value() : null;
            if (value == null) {
                return Checked.refused(
                        Reason.BAD_ARGUMENT, "Unsupported option '" + word + "', try 'help' for more info.");
            }
            id = OptionalLong.of(value);
            detailed = true;
            return Checked.of(new Criterion.WithId(value));
        }

        private static Checked<Criterion> missing(String text) {
            return Checked.refused(Reason.MISSING_ARGUMENT, text);
        }
    }
}
