package dev.sluice.socket.conversation;

import dev.sluice.socket.command.Reply;
import dev.sluice.socket.line.Command;
import dev.sluice.socket.line.Input;
import dev.sluice.socket.line.LineReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is said on one connection. Commands run strictly one after the other; the next one waits until the reply before it has been
 * written, and nothing is written faster than the client takes it. Confined to the connection's event loop.
 */
public final class Conversation {
    private final Interpreter interpreter;
    private final Wire wire;
    private final LineReader reader;
    private final ReplyWriter writer;
    private final Deque<Command> line = new ArrayDeque<>();
    private Optional<String> payload = Optional.empty();
    private boolean inLine;
    private boolean running;
    private boolean pumping;
    private boolean writing;
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
        this.writer = new ReplyWriter(wire);
    }

    /** Bytes have come. */
    public void received(byte[] bytes) {
        bytesIn += bytes.length;
        if (over) {
            return;
        }
        reader.add(bytes);
        pump();
        // Once for each piece that comes: a client that sends all at once is not asked for more.
        if (!over && !inLine && reader.isInPayload() && interpreter.isPrompting()) {
            writer.write("+ ");
        }
        wire.flush();
    }

    /** The client will send nothing more. */
    public void inputEnded() {
        inputEnded = true;
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
        line.clear();
        reader.clear();
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
        return running;
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
        Command command = line.removeFirst();
        running = true;
        interpreter.run(command, line.isEmpty() ? payload : Optional.empty(), this::replied);
    }

    private void replied(Reply reply) {
        running = false;
        if (over) {
            return;
        }
        if (reply instanceof Reply.Last) {
            line.clear();
            reader.clear();
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
        payload = Optional.empty();
        if (!interpreter.lineDone()) {
            end();
            return false;
        }
        writer.write(interpreter.behindLine());
        return true;
    }

    private boolean read() {
        Input input = reader.next();
        if (input instanceof Input.Line read) {
            line.addAll(read.commands());
            payload = read.payload();
            inLine = true;
            tellIfLeft();
            return true;
        }
        if (input instanceof Input.LineTooLong) {
            writer.write("The command line is too big for the buffer size. Please change 'tune.bufsize' in the "
                    + "configuration to use a bigger command.\n");
            end();
        } else if (input instanceof Input.PayloadTooBig) {
            writer.write("The payload is too big. Please change 'tune.cli.max-payload-size' in the configuration to "
                    + "use a bigger payload.\n");
            end();
        } else if (inputEnded) {
            end();
        }
        return false;
    }

    private void tellIfLeft() {
        if (inputEnded && !reader.holdsInput()) {
            wire.clientLeft();
        }
    }

    private void end() {
        closed();
        wire.end();
    }
}
