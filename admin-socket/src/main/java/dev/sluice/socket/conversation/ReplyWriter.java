package dev.sluice.socket.conversation;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.operation.Breather;
import dev.sluice.operation.Severity;
import dev.sluice.socket.command.FlowSource;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.line.WireText;
import dev.sluice.stats.ChunkSource;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes replies, one after the other, no faster than the client takes them. Confined to its connection's event loop. */
final class ReplyWriter {
    private static final byte[] LINE_END = {'\n'};

    private final Wire wire;
    private final Runnable more;
    private final Breather breather = new Breather();
    private @Nullable ChunkSource pulled;
    private boolean untilSpoken;
    private long bytes;

    /** {@code more} is run on the event loop when a reply that goes on may have more. */
    ReplyWriter(Wire wire, Runnable more) {
        this.wire = wire;
        this.more = more;
    }

    /** Begins a reply; the one before must be finished. */
    void begin(Reply reply, SeverityOutput shown) {
        if (reply instanceof Reply.Message message) {
            write(message(message, shown));
            write(LINE_END);
        } else if (reply instanceof Reply.Dump dump) {
            pulled = dump.chunks();
        } else if (reply instanceof Reply.Flow flow) {
            pulled = flow.flow();
            untilSpoken = flow.untilSpoken();
            flow.flow().onMore(() -> wire.execute(more));
        } else if (reply instanceof Reply.Line line) {
            write(WireText.encode(line.text() + "\n"));
        } else if (reply instanceof Reply.Last last) {
            write(WireText.encode(last.text() + "\n"));
        }
    }

    /** Goes on with the reply; returns whether it is finished, false when the client has to take some of it first. */
    boolean proceed() {
        ChunkSource source = pulled;
        while (source != null) {
            if (!wire.isWritable()) {
                return false;
            }
            byte[] chunk = source.next();
            if (chunk == null) {
                write(LINE_END);
                close();
                source = null;
            } else if (chunk.length == 0) {
                return false;
            } else {
                write(chunk);
                breather.breathe();
            }
        }
        return true;
    }

    /** Whether a reply goes on while something goes on, which is no silence of the client's. */
    boolean isFlowing() {
        return pulled instanceof FlowSource && !untilSpoken;
    }

    /** The client has said something: ends a reply that goes on until then, and returns whether there was one. */
    boolean interrupt() {
        boolean ends = pulled != null && untilSpoken;
        if (ends) {
            write(LINE_END);
            close();
        }
        return ends;
    }

    /** Nobody wants the rest. */
    void close() {
        if (pulled instanceof FlowSource flow) {
            flow.close();
        }
        pulled = null;
        untilSpoken = false;
    }

    /** Writes bytes that belong to no reply. */
    void write(byte[] raw) {
        if (raw.length == 0) {
            return;
        }
        bytes += raw.length;
        wire.write(raw);
    }

    /** Writes ASCII text that belongs to no reply. */
    void write(String ascii) {
        write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** How much was written so far. */
    long bytes() {
        return bytes;
    }

    private static byte[] message(Reply.Message message, SeverityOutput shown) {
        String text = message.text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return WireText.encode(prefix(message.severity(), shown) + text.substring(0, end) + "\n");
    }

    private static String prefix(Severity severity, SeverityOutput shown) {
        return switch (shown) {
            case NONE -> "";
            case NUMBER -> "[" + severity.code() + "]: ";
            case STRING -> "[" + severity.word() + "]: ";
        };
    }
}
