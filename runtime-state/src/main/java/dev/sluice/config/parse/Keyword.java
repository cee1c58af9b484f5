package dev.sluice.config.parse;

import java.util.List;
import java.util.Set;

/**
 * One thing that a configuration can say. All that the parser, its messages and the manual know of it stands in this declaration.
 */
public final class Keyword {
    private final List<String> words;
    private final String usage;
    private final Set<Place> places;
    private final String documentation;
    private final Status status;
    private final String reason;
    private final Handler handler;
    private final boolean negatable;
    private final Set<Place> ignoredIn;
    private final boolean dynamic;

    private Keyword(
            Draft draft,
            Status status,
            String reason,
            Handler handler,
            boolean negatable,
            Set<Place> ignoredIn,
            boolean dynamic) {
        this.words = List.of(draft.words.split(" "));
        this.usage = draft.usage;
        this.places = Set.copyOf(draft.places);
        this.documentation = draft.documentation;
        this.status = status;
        this.reason = reason;
        this.handler = handler;
        this.negatable = negatable;
        this.ignoredIn = Set.copyOf(ignoredIn);
        this.dynamic = dynamic;
    }

    /**
     * Starts a declaration.
     *
     * @param words the word or words it consists of, such as {@code timeout client}
     * @param usage its arguments, empty for none
     * @param places where it may stand
     * @param documentation what it is for, in one phrase
     */
    public static Draft of(String words, String usage, Set<Place> places, String documentation) {
        return new Draft(words, usage, places, documentation);
    }

    /** The same, and {@code no} or {@code default} may stand before it; the handler asks {@link Line#negated()}. */
    public Keyword negatable() {
        return new Keyword(draft(), status, reason, handler, true, ignoredIn, dynamic);
    }

    /** The same, and in these sections too it is read, with a warning that it does nothing there. */
    public Keyword ignoredIn(Place... sections) {
        return new Keyword(draft(), status, reason, handler, negatable, Set.of(sections), dynamic);
    }

    /** The same, but on a line that is said while the program runs it is refused. */
    public Keyword notDynamic() {
        return new Keyword(draft(), status, reason, handler, negatable, ignoredIn, false);
    }

    private Draft draft() {
        return new Draft(name(), usage, places, documentation);
    }

    /** The words it consists of. */
    public List<String> words() {
        return words;
    }

    /** The words it consists of, with a blank between. */
    public String name() {
        return String.join(" ", words);
    }

    /** Its arguments, as a synopsis; empty for none. */
    public String usage() {
        return usage;
    }

    /** Where it may stand. */
    public Set<Place> places() {
        return places;
    }

    /** Where it is read, but says nothing. */
    public Set<Place> ignoredIn() {
        return ignoredIn;
    }

    /** What it is for, in one phrase. */
    public String documentation() {
        return documentation;
    }

    /** What becomes of it. */
    public Status status() {
        return status;
    }

    /** Why it has no effect; empty for one that has. */
    public String reason() {
        return reason;
    }

    /** Whether it may also stand on a line that is said while the program runs. */
    public boolean isDynamic() {
        return dynamic;
    }

    /** Whether {@code no} may stand before it. */
    public boolean isNegatable() {
        return negatable;
    }

    void handle(Line line) throws BadLineException {
        handler.accept(line);
    }

    @Override
    public String toString() {
        return name();
    }

    /** What becomes of a keyword. */
    public enum Status {
        /** It does what HAProxy's manual says. */
        EFFECTIVE,
        /** It is accepted and does nothing, for a stated reason. */
        WITHOUT_EFFECT,
        /** It is known, and refused by name. */
        NOT_YET
    }

    /** Reads the arguments of a line that starts with a keyword. */
    @FunctionalInterface
    public interface Handler {
        /** Takes the arguments that it knows and sets what they say. */
        void accept(Line line) throws BadLineException;
    }

    /** A declaration that still lacks what becomes of the keyword. */
    public static final class Draft {
        private final String words;
        private final String usage;
        private final Set<Place> places;
        private final String documentation;

        private Draft(String words, String usage, Set<Place> places, String documentation) {
            this.words = words;
            this.usage = usage;
            this.places = places;
            this.documentation = documentation;
        }

        /** It does what {@code handler} does with it. */
        public Keyword effective(Handler handler) {
            return new Keyword(this, Status.EFFECTIVE, "", handler, false, Set.of(), true);
        }

        /** Whatever it says does not matter here, because of {@code reason}. */
        public Keyword withoutEffect(String reason) {
            return new Keyword(this, Status.WITHOUT_EFFECT, reason, Line::skipRest, false, Set.of(), true);
        }

        /** It does not matter here, because of {@code reason}, but its arguments are checked and kept. */
        public Keyword withoutEffect(String reason, Handler handler) {
            return new Keyword(this, Status.WITHOUT_EFFECT, reason, handler, false, Set.of(), true);
        }

        /** It is refused by name. */
        public Keyword notYet() {
            return new Keyword(this, Status.NOT_YET, "", Line::refuse, false, Set.of(), true);
        }

        /** It is refused by name, with a reason that the message tells. */
        public Keyword refused(String why) {
            Handler refuses = line -> {
                throw line.bad("'" + line.keyword() + "' is not supported: " + why + ".");
            };
            return new Keyword(this, Status.NOT_YET, "", refuses, false, Set.of(), true);
        }
    }
}
