package dev.sluice.socket.conversation;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Door;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.socket.command.Parsed;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.command.Session;
import dev.sluice.socket.command.Speaker;
import dev.sluice.socket.command.Spoken;
import dev.sluice.socket.command.Unknown;
import dev.sluice.socket.command.Words;
import dev.sluice.socket.line.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a command's words to its reply, through the door, as the admin socket does it. Confined to its connection's event loop. */
public final class CommandRunner implements Interpreter {
    private final Door door;
    private final Speaker speaker;
    private final String identity;
    private final Wire wire;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private Caller caller;
    private boolean begun;

    /**
     * A runner for one connection.
     *
     * @param door where operations go
     * @param speaker the connection
     * @param identity what is known of the client
     * @param wire hands outcomes over to the event loop
     */
    public CommandRunner(Door door, Speaker speaker, String identity, Wire wire) {
        this.door = door;
        this.speaker = speaker;
        this.identity = identity;
        this.wire = wire;
        this.caller = new Caller(speaker.session().level(), "socket", identity);
    }

    @Override
    public boolean lineDone() {
        return speaker.session().mode().stays();
    }

    @Override
    public boolean isOver() {
        return speaker.session().isQuitting();
    }

    @Override
    public String behindCommand() {
        return "";
    }

    @Override
    public String behindLine() {
        return isPrompting() ? Uptime.of(speaker, speaker.session()) + "> " : "";
    }

    @Override
    public boolean isPrompting() {
        return speaker.session().mode() == Session.Mode.PROMPT;
    }

    @Override
    public SeverityOutput severity() {
        return speaker.session().severity();
    }

    @Override
    public void endAfterReply() {
        speaker.session().quit();
    }

    @Override
    public void run(Command command, Optional<String> payload, Consumer<Reply> then) {
        List<String> words = command.words();
        if (words.isEmpty()) {
            then.accept(Reply.OK);
        } else if (words.size() > Command.WORDS_MAX) {
            then.accept(Reply.error("Too many arguments. Commands must have at most 64 arguments."));
        } else {
            Optional<Spoken<?>> spoken = speaker.vocabulary().find(words);
            if (spoken.isPresent()) {
                run(spoken.get(), words, payload, then);
            } else {
                then.accept(Unknown.command(speaker, words));
            }
        }
    }

    @Override
    public boolean staysForMore() {
        return speaker.session().mode().stays();
    }

    @Override
    public Optional<Begun> beginEarly(Command command, Optional<String> payload) {
        List<String> words = command.words();
        if (words.isEmpty() || words.size() > Command.WORDS_MAX || !door.hasRoom()) {
            return Optional.empty();
        }
        Optional<Spoken<?>> spoken = speaker.vocabulary().find(words);
        if (spoken.isEmpty()
                || !spoken.get().gate().admits(speaker.session())
                || spoken.get().action().isPresent()
                || !isImmediateChange(spoken.get().type())) {
            return Optional.empty();
        }
        Words arguments = new Words(words.subList(spoken.get().keyword().size(), words.size()), payload);
        if (!(spoken.get().parser().parse(arguments, speaker) instanceof Parsed.Wanted wanted)
                || !isImmediateChange(wanted.operation().getClass())) {
            return Optional.empty();
        }
        Arrival arrival = new Arrival(outcome -> spoken.get().renderer().render(outcome, arguments, speaker));
        begun = true;
        var unused = door.enqueue(wanted.operation(), caller()).whenComplete(arrival::arrived);
        return Optional.of(arrival);
    }

    @Override
    public void attend() {
        if (begun) {
            begun = false;
            door.attend();
        }
    }

    private boolean isImmediateChange(Class<? extends Operation> type) {
        Declared<?> declared = speaker.operations().of(type);
        return declared.effect() == Declared.Effect.CHANGE
                && declared.isImmediate()
                && door.permits(declared, caller()).isEmpty();
    }

    private void run(Spoken<?> spoken, List<String> words, Optional<String> payload, Consumer<Reply> then) {
        if (!spoken.gate().admits(speaker.session())) {
            then.accept(Reply.error(spoken.gate().refusal()));
            return;
        }
        Optional<Outcome> denied = door.permits(speaker.operations().of(spoken.type()), caller());
        if (denied.isPresent() && spoken.gate() != Spoken.Gate.WORDS_BEFORE_LEVEL) {
            then.accept(Reply.of(denied.get()));
            return;
        }
        Words arguments = new Words(words.subList(spoken.keyword().size(), words.size()), payload);
        boolean json = speaker.session().isJson() && spoken.isList() && !arguments.contains("json");
        if (spoken.action().isPresent()) {
            Reply reply = spoken.action().get().act(arguments, speaker);
            then.accept(json ? spoken.json(reply) : reply);
            return;
        }
        Parsed parsed = spoken.parser().parse(arguments, speaker);
        if (parsed instanceof Parsed.Said said) {
            then.accept(json ? spoken.json(said.reply()) : said.reply());
        } else if (parsed instanceof Parsed.Wanted wanted) {
            submit(
                    wanted.operation(),
                    outcome -> json
                            ? spoken.json(outcome, arguments, speaker)
                            : spoken.renderer().render(outcome, arguments, speaker),
                    then);
        }
    }

    private void submit(Operation operation, Function<Outcome, Reply> told, Consumer<Reply> then) {
        Arrival arrival = new Arrival(told);
        var unused = door.enqueue(operation, caller()).whenComplete(arrival::arrived);
        if (speaker.operations().of(operation).effect() == Declared.Effect.CHANGE) {
            door.attend();
        }
        arrival.await(then);
    }

    /** Hands over what has come, all of it at once: the first that is waited for goes on with the others. */
    private void deliver() {
        delivering.set(false);
        List<Arrival> awaited = new ArrayList<>();
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            arrival.here = true;
            awaited.add(arrival);
        }
        awaited.forEach(Arrival::tell);
    }

    /** The door answers a caller's operations in order, so a connection stays the same caller as long as its level does. */
    private Caller caller() {
        Session session = speaker.session();
        if (caller.level() != session.level()) {
            caller = new Caller(session.level(), "socket", identity);
        }
        return caller;
    }

    /** An outcome on its way from the thread where it came to be to the event loop. */
    private final class Arrival implements Begun {
        private final Thread loop = Thread.currentThread();
        private final Function<Outcome, Reply> told;
        private volatile @Nullable Outcome outcome;
        private boolean here;
        private @Nullable Consumer<Reply> waiting;

        private Arrival(Function<Outcome, Reply> told) {
            this.told = told;
        }

        private void arrived(@Nullable Outcome came, @Nullable Throwable failure) {
            outcome = came != null ? came : Outcome.refused(Reason.INTERNAL, "Internal error.");
            if (Thread.currentThread() == loop && waiting == null) {
                here = true;
                return;
            }
            arrivals.add(this);
            if (delivering.compareAndSet(false, true)) {
                wire.execute(CommandRunner.this::deliver);
            }
        }

        @Override
        public void await(Consumer<Reply> then) {
            waiting = then;
            tell();
        }

        private void tell() {
            Consumer<Reply> then = waiting;
            Outcome known = outcome;
            if (here && then != null && known != null) {
                waiting = null;
                then.accept(told.apply(known));
            }
        }
    }
}
