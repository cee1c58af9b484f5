package dev.sluice.socket.conversation;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.operation.Caller;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a command's words to its reply, through the door, as the admin socket does it. Confined to its connection's event loop. */
public final class CommandRunner implements Interpreter {
    private final Door door;
    private final Speaker speaker;
    private final String identity;
    private final Wire wire;
    private Caller caller;

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

    private void run(Spoken<?> spoken, List<String> words, Optional<String> payload, Consumer<Reply> then) {
        if (!spoken.gate().admits(speaker.session())) {
            then.accept(Reply.error(spoken.gate().refusal()));
            return;
        }
        Optional<Outcome> denied = door.permits(speaker.operations().of(spoken.type()), caller());
        if (denied.isPresent()) {
            then.accept(Reply.of(denied.get()));
            return;
        }
        Words arguments = new Words(words.subList(spoken.keyword().size(), words.size()), payload);
        if (spoken.action().isPresent()) {
            then.accept(spoken.action().get().act(arguments, speaker));
            return;
        }
        Parsed parsed = spoken.parser().parse(arguments, speaker);
        if (parsed instanceof Parsed.Said said) {
            then.accept(said.reply());
        } else if (parsed instanceof Parsed.Wanted wanted) {
            submit(wanted.operation(), outcome -> then.accept(spoken.renderer().render(outcome, arguments, speaker)));
        }
    }

    private void submit(Operation operation, Consumer<Outcome> then) {
        CompletionStage<Outcome> stage = door.submit(operation, caller());
        Arrival arrival = new Arrival(then);
        stage.whenComplete((outcome, failure) -> arrival.arrived(outcome, wire));
        arrival.submitted();
    }

    /** The door answers a caller's operations in order, so a connection stays the same caller as long as its level does. */
    private Caller caller() {
        Session session = speaker.session();
        if (caller.level() != session.level()) {
            caller = new Caller(session.level(), "socket", identity);
        }
        return caller;
    }

    /** Takes an outcome on the event loop: at once where it was there before {@code submit} returned, else as a task. */
    private static final class Arrival {
        private final Thread loop = Thread.currentThread();
        private final Consumer<Outcome> then;
        private boolean submitting = true;
        private @Nullable Outcome early;

        private Arrival(Consumer<Outcome> then) {
            this.then = then;
        }

        private void arrived(@Nullable Outcome outcome, Wire wire) {
            Outcome known = outcome != null ? outcome : Outcome.refused(Reason.INTERNAL, "Internal error.");
            if (Thread.currentThread() == loop && submitting) {
                early = known;
            } else {
                wire.execute(() -> then.accept(known));
            }
        }

        private void submitted() {
            submitting = false;
            if (early != null) {
                then.accept(early);
            }
        }
    }
}
