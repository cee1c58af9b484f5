package dev.sluice.socket.conversation;

import dev.sluice.operation.Breather;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.line.Command;
import dev.sluice.socket.line.Input;
import dev.sluice.socket.line.LineReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection. Commands run strictly one after the other; the next one waits until the reply before it has been
 * written, unless both are changes, which the door does in order anyway. Nothing is written faster than the client takes it. Confined to the connection's event loop.
 */
public final class Conversation {
    /** So many changes may have begun and not been answered: enough to keep the control thread busy, few enough for one batch of it. */
    private static final int AHEAD_MAX = 1024;

    /** More are begun once so few are left: few, so that they are begun in numbers, and what many of them touch is published once. */
    private static final int AHEAD_MIN = AHEAD_MAX / 16;

    private final Interpreter interpreter;
    private final Wire wire;
    private final LineReader reader;
    private final ReplyWriter writer;
    private final Breather breather = new Breather();
    private final Deque<Step> line = new ArrayDeque<>();
    /** Lines that were read while commands before them had begun and were not answered yet. */
    private final Deque<Deque<Step>> linesAhead = new ArrayDeque<>();

    /** What came behind these, if it is no line that can run. */
    private @Nullable Input faulty;

    /** The steps of {@link #line} and {@link #linesAhead} that have not begun: all behind the first that could not. */
    private final Deque<Step> notBegun = new ArrayDeque<>();

    private boolean nextMustWait;
    private int begunAhead;
    private boolean inLine;
    private boolean running;
    private boolean pumping;
    private boolean writing;
    private boolean mayAskForPayload;
    private boolean inputEnded;
    private boolean over;
    private long bytesIn;

    /**
     * A conversation that begins.
     *
     * @param interpreter who understands it
     * @param reader with the limits of the program
     * @param wire the transport
     */
    public Conversation(Interpreter interpreter, LineReader reader, Wire wire) {
        this.interpreter = interpreter;
        this.reader = reader;
        this.wire = wire;
        this.writer = new ReplyWriter(wire, this::writable);
    }

    /** Bytes have come. */
    public void received(byte[] bytes) {
        bytesIn += bytes.length;
        if (over) {
            return;
        }
        if (writer.interrupt()) {
            // What has ended it is thrown away.
            pump();
            wire.flush();
            return;
        }
        reader.add(bytes);
        // Once for each piece that comes: a client that sends all at once is not asked for more.
        mayAskForPayload = true;
        pump();
        wire.flush();
    }

    /** The client will send nothing more. */
    public void inputEnded() {
        inputEnded = true;
        boolean unused = writer.interrupt();
        tellIfLeft();
        pump();
        wire.flush();
    }

    /** The client has taken what was written. */
    public void writable() {
        pump();
        wire.flush();
    }

    /** The connection is gone, or the program wants it to be. */
    public void closed() {
        over = true;
        forget();
        writer.close();
    }

    /** Has the connection end once the reply to the command under way is written. */
    public void endAfterReply() {
        interpreter.endAfterReply();
    }

    /** Whether more should be read now. */
    public boolean wantsInput() {
        return over || !reader.isFull();
    }

    /** Whether an operation is under way, which no idle timeout interrupts. */
    public boolean isRunning() {
        return running || writer.isFlowing();
    }

    /** Bytes that came. */
    public long bytesIn() {
        return bytesIn;
    }

    /** Bytes that were written. */
    public long bytesOut() {
        return writer.bytes();
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (step()) {
            // Each step says whether there is another.
        }
        pumping = false;
    }

    /** Does the next thing that can be done; returns whether to go on. */
    private boolean step() {
        if (over || running || !wire.isWritable() || (writing && !writer.proceed())) {
            return false;
        }
        if (writing) {
            writing = false;
            writer.write(interpreter.behindCommand());
        }
        if (interpreter.isOver()) {
            end();
            return false;
        }
        if (!line.isEmpty()) {
            next();
            return true;
        }
        if (inLine) {
            return lineDone();
        }
        return read();
    }

    private void next() {
        Step step = line.removeFirst();
        running = true;
        if (step.begun != null) {
            begunAhead--;
        } else {
            Step unused = notBegun.remove();
            nextMustWait = false;
            step.begin(interpreter);
        }
        if (step.begun == null) {
            interpreter.run(step.command, step.payload, this::replied);
            return;
        }
        breather.step();
        if (begunAhead <= AHEAD_MIN) {
            beginMore();
        }
        interpreter.attend();
        step.begun.await(this::replied);
    }

    /** Begins what follows a change and is one too, so that many of them share the way to the control thread and back. */
    private void beginMore() {
        while (!nextMustWait && begunAhead < AHEAD_MAX && (!notBegun.isEmpty() || readAhead())) {
            if (notBegun.element().begin(interpreter)) {
                Step unused = notBegun.remove();
                begunAhead++;
                breather.step();
            } else {
                nextMustWait = true;
            }
        }
    }

    private boolean readAhead() {
        if (!interpreter.staysForMore() || faulty != null || !reader.hasLine()) {
            return false;
        }
        Input input = reader.next();
        if (!(input instanceof Input.Line read)) {
            faulty = input;
            return false;
        }
        linesAhead.add(steps(read));
        return true;
    }

    private void forget() {
        line.clear();
        linesAhead.clear();
        notBegun.clear();
        nextMustWait = false;
        faulty = null;
        begunAhead = 0;
        reader.clear();
    }

    private void replied(Reply reply) {
        running = false;
        if (over) {
            return;
        }
        if (reply instanceof Reply.Last) {
            forget();
        }
        writer.begin(reply, interpreter.severity());
        writing = true;
        if (!pumping) {
            pump();
            wire.flush();
        }
    }

    private boolean lineDone() {
        inLine = false;
        if (!interpreter.lineDone()) {
            end();
            return false;
        }
        writer.write(interpreter.behindLine());
        return true;
    }

    private Deque<Step> steps(Input.Line read) {
        Deque<Step> steps = new ArrayDeque<>(read.commands().size());
        for (Iterator<Command> commands = read.commands().iterator(); commands.hasNext(); ) {
            Command command = commands.next();
            steps.add(new Step(command, commands.hasNext() ? Optional.empty() : read.payload()));
        }
        notBegun.addAll(steps);
        return steps;
    }

    private boolean read() {
        Deque<Step> ahead = linesAhead.poll();
        if (ahead != null) {
            return begin(ahead);
        }
        Input input = faulty != null ? faulty : reader.next();
        if (input instanceof Input.Line read) {
            return begin(steps(read));
        }
        if (input instanceof Input.LineTooLong) {
            writer.write("The command line is too big for the buffer size. Please change 'tune.bufsize' in the "
                    + "configuration to use a bigger command.\n");
            end();
        } else if (input instanceof Input.PayloadTooBig) {
            writer.write("The payload is too big. Please change 'tune.cli.max-payload-size' in the configuration to "
                    + "use a bigger payload.\n");
            end();
        } else {
            askForPayload();
            if (inputEnded) {
                end();
            }
        }
        return false;
    }

    private void askForPayload() {
        if (mayAskForPayload && reader.isInPayload() && interpreter.isPrompting()) {
            writer.write("+ ");
        }
        mayAskForPayload = false;
    }

    private boolean begin(Deque<Step> steps) {
        line.addAll(steps);
        inLine = true;
        tellIfLeft();
        return true;
    }

    private void tellIfLeft() {
        if (inputEnded && linesAhead.isEmpty() && !reader.holdsInput()) {
            wire.clientLeft();
        }
    }

    private void end() {
        closed();
        wire.end();
    }

    /** A command of a line, and what has begun of it. */
    private static final class Step {
        private final Command command;
        private final Optional<String> payload;
        private Interpreter.@Nullable Begun begun;

        private Step(Command command, Optional<String> payload) {
            this.command = command;
            this.payload = payload;
        }

        private boolean begin(Interpreter interpreter) {
            begun = interpreter.beginEarly(command, payload).orElse(null);
            return begun != null;
        }
    }
}
