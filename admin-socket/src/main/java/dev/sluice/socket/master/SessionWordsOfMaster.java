package dev.sluice.socket.master;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.config.Level;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.command.Session;
import java.util.List;
import java.util.Optional;

/** What the master does to a connection itself, whichever process its commands go to: in silence, or with a line. */
final class SessionWordsOfMaster {
    private final Session session;
    private boolean debugging;

    SessionWordsOfMaster(Session session) {
        this.session = session;
    }

    /** Whether forwarded commands are to be debugged, which the prompt tells. */
    boolean isDebugging() {
        return debugging;
    }

    /** The reply to a command on the connection; empty for any other command. */
    Optional<Reply> run(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (first) {
            case "quit" -> {
                session.quit();
                yield silent();
            }
            case "prompt" -> prompt(words.subList(1, words.size()));
            case "user" -> lower(Level.USER);
            case "operator" -> lower(Level.OPERATOR);
            case "expert-mode" -> flag(() -> session.expert(second.equals("on")));
            case "experimental-mode" -> flag(() -> session.experimental(second.equals("on")));
            case "mcli-debug-mode" -> flag(() -> debugging = second.equals("on"));
            case "set" -> second.equals("severity-output") ? severity(words.size() > 2 ? words.get(2) : "") : none();
            default -> none();
        };
    }

    private static Optional<Reply> none() {
        return Optional.empty();
    }

    private static Optional<Reply> silent() {
        return Optional.of(Reply.NOTHING);
    }

    private static Optional<Reply> denied() {
        return Optional.of(new Reply.Last("Permission denied!"));
    }

    private Optional<Reply> lower(Level level) {
        if (session.level().compareTo(level) < 0) {
            return denied();
        }
        session.lower(level);
        return silent();
    }

    private Optional<Reply> flag(Runnable change) {
        if (session.level() != Level.ADMIN) {
            return denied();
        }
        change.run();
        return silent();
    }

    private Optional<Reply> severity(String word) {
        switch (word) {
            case "none" -> session.severity(SeverityOutput.NONE);
            case "number" -> session.severity(SeverityOutput.NUMBER);
            case "string" -> session.severity(SeverityOutput.STRING);
            default -> {
                return Optional.of(new Reply.Line("one of 'none', 'number', 'string' is a required argument"));
            }
        }
        return silent();
    }

    private Optional<Reply> prompt(List<String> words) {
        Session.Mode mode = session.mode();
        boolean timed = session.isTimed();
        boolean said = false;
        for (String word : words) {
            switch (word) {
                case "i" -> mode = Session.Mode.INTERACTIVE;
                case "p" -> mode = Session.Mode.PROMPT;
                case "timed" -> timed = !timed;
                default -> {
                    return Optional.of(new Reply.Line(MasterInterpreter.PROMPT_USAGE));
                }
            }
            said = said || !word.equals("timed");
        }
        if (!said) {
            boolean toggled = words.isEmpty() && mode == Session.Mode.PROMPT;
            mode = toggled ? Session.Mode.INTERACTIVE : Session.Mode.PROMPT;
        }
        session.mode(mode);
        session.timed(timed);
        return silent();
    }
}
