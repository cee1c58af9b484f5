package dev.sluice.socket.command;

import dev.sluice.config.Level;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * How an operation is said on the text connection.
 *
 * @param type the operation that the words stand for, which says who may
 * @param others what they stand for instead, depending on what follows
 * @param keyword the words that it begins with, matched exactly
 * @param arguments what follows, as help shows it
 * @param summary what it does, as help shows it; empty leaves it out of the list
 * @param parser from the words behind the keyword to the operation
 * @param renderer from its outcome to the reply
 * @param action what it does to the connection itself, where it concerns nothing else
 * @param gate which mode of the connection it asks for
 * @param shape what a value or row of its outcome is to a program that asked for JSON
 */
public record Spoken<O extends Operation>(
        Class<O> type,
        List<Class<? extends Operation>> others,
        List<String> keyword,
        String arguments,
        String summary,
        Parser parser,
        Renderer renderer,
        Optional<Action> action,
        Gate gate,
        Shape shape) {
    /** Keeps copies of the lists. */
    public Spoken {
        others = List.copyOf(others);
        keyword = List.copyOf(keyword);
    }

    /** Says an operation; its outcome is told in its own words. */
    public static <O extends Operation> Spoken<O> as(
            Class<O> type, String keyword, String arguments, String summary, Parser parser) {
        Renderer plain = (outcome, words, speaker) -> Reply.of(outcome);
        return new Spoken<>(
                type,
                List.of(),
                List.of(keyword.split(" ")),
                arguments,
                summary,
                parser,
                plain,
                Optional.empty(),
                Gate.NONE,
                (value, words, speaker) -> value);
    }

    /** Says what concerns the connection alone; it never reaches the door, whose permission it needs all the same. */
    public static <O extends Operation> Spoken<O> here(
            Class<O> type, String keyword, String arguments, String summary, Action action) {
        Parser none = (words, speaker) -> {
            throw new IllegalStateException("not parsed: " + keyword);
        };
        return as(type, keyword, arguments, summary, none).acting(action);
    }

    /** The same with a renderer for values and rows; messages and refusals tell themselves. */
    public Spoken<O> told(Renderer next) {
        Renderer values = (outcome, words, speaker) -> outcome.match(
                done -> done.value() == null ? Reply.of(done) : next.render(done, words, speaker),
                rows -> next.render(rows, words, speaker),
                Reply::of);
        return withRenderer(values);
    }

    /** The same, standing for other operations too. */
    Spoken<O> also(List<Class<? extends Operation>> more) {
        return new Spoken<>(type, more, keyword, arguments, summary, parser, renderer, action, gate, shape);
    }

    /** The same with a renderer for whatever comes, refusals included. */
    Spoken<O> withRenderer(Renderer next) {
        return new Spoken<>(type, others, keyword, arguments, summary, parser, next, action, gate, shape);
    }

    /** The same, on a connection that is in a mode only: elsewhere it is refused, before levels are looked at, and help is silent about it. */
    public Spoken<O> gated(Gate next) {
        return new Spoken<>(type, others, keyword, arguments, summary, parser, renderer, action, next, shape);
    }

    /** The same, whose values are shaped before they become JSON; records need no shape. */
    public Spoken<O> shaped(Shape next) {
        return new Spoken<>(type, others, keyword, arguments, summary, parser, renderer, action, gate, next);
    }

    /** Whether it lists something, which a connection may want as JSON. */
    public boolean isList() {
        return keyword.get(0).equals("show");
    }

    /** A reply that has no outcome, as JSON. */
    public Reply json(Reply reply) {
        return JsonReply.of(reply);
    }

    /** An outcome as JSON. */
    public Reply json(Outcome outcome, Words words, Speaker speaker) {
        return outcome.match(
                done -> done.value() == null
                        ? JsonReply.of(done)
                        : JsonReply.of(Outcome.value(shape.of(done.value(), words, speaker))),
                rows -> JsonReply.of(
                        shape.isOfAll()
                                ? Outcome.value(shape.of(rows, words, speaker))
                                : new Outcome.Rows(() -> {
                                    Object row = rows.rows().next();
                                    return row == null ? null : shape.of(row, words, speaker);
                                })),
                JsonReply::of);
    }

    /** For outcomes that never are rows. */
    static Reply noRows(Outcome.Rows rows) {
        if (rows.rows().next() != null) {
            throw new IllegalStateException("rows without a renderer");
        }
        return Reply.OK;
    }

    private Spoken<O> acting(Action next) {
        return new Spoken<>(
                type, others, keyword, arguments, summary, parser, renderer, Optional.of(next), gate, shape);
    }

    /** Keyword and arguments, as help lists them. */
    public String usage() {
        String words = String.join(" ", keyword);
        return arguments.isEmpty() ? words : words + " " + arguments;
    }

    /** Whether help lists it. */
    public boolean isListed() {
        return !summary.isEmpty();
    }

    /** Which mode of a connection lets a command run. */
    public enum Gate {
        /** Any. */
        NONE(""),
        /** {@code expert-mode on}. */
        EXPERT("expert"),
        /** {@code experimental-mode on}. */
        EXPERIMENTAL("experimental"),
        /** None, but words are read, and what they name is looked up, before the level is asked. */
        WORDS_BEFORE_LEVEL(""),
        /** At least operator; whoever is less hears something else than usual, which clients know. */
        OPERATOR_IN_SILENCE(""),
        /** The same for admin. */
        ADMIN_IN_SILENCE("");

        private final String word;

        Gate(String word) {
            this.word = word;
        }

        /** The mode's name; empty where none is needed. */
        public String word() {
            return word;
        }

        /** Whether it lets a connection through. */
        public boolean admits(Session session) {
            return switch (this) {
                case NONE, WORDS_BEFORE_LEVEL -> true;
                case EXPERT -> session.isExpert();
                case EXPERIMENTAL -> session.isExperimental();
                case OPERATOR_IN_SILENCE -> session.level().compareTo(Level.OPERATOR) >= 0;
                case ADMIN_IN_SILENCE -> session.level() == Level.ADMIN;
            };
        }

        /** What one hears who is not let through. */
        public String refusal() {
            return word.isEmpty() ? "Can't allocate memory!" : "This command is restricted to " + word + " mode only.";
        }
    }

    /** Reads words. */
    @FunctionalInterface
    public interface Parser {
        /** The operation that the words stand for; what is wrong with them is told by the operation. */
        Parsed parse(Words words, Speaker speaker);
    }

    /** Tells an outcome. */
    @FunctionalInterface
    public interface Renderer {
        /** The reply. */
        Reply render(Outcome outcome, Words words, Speaker speaker);
    }

    /** Makes of a value or a row what JSON can be made of: a record, a map, or a {@link dev.sluice.operation.Cursor} of them. */
    @FunctionalInterface
    public interface Shape {
        /** The shaped value. */
        Object of(Object value, Words words, Speaker speaker);

        /** One that is given all rows together, as the outcome that has them. */
        static Shape ofAll(Shape shape) {
            return new Shape() {
                @Override
                public Object of(Object value, Words words, Speaker speaker) {
                    return shape.of(value, words, speaker);
                }

                @Override
                public boolean isOfAll() {
                    return true;
                }
            };
        }

        /** Whether it stands for all rows together, whatever they are. */
        default boolean isOfAll() {
            return false;
        }
    }

    /** Does something to the connection. */
    @FunctionalInterface
    public interface Action {
        /** Does it and answers. */
        Reply act(Words words, Speaker speaker);
    }
}
