package dev.sluice.socket.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a client sends and finds the lines in it. Confined to its connection's event loop.
 *
 * <p>A byte is looked at once, however small the pieces are in which a line comes. What is held is at most a line and a payload of
 * permitted size, and one piece more.
 */
public final class LineReader {
    /** Characters that the end pattern of a payload can have; with more of them the word is an ordinary one. */
    private static final int PATTERN_MAX = 64;

    private final int lineMax;
    private final int payloadMax;
    private byte[] held = new byte[256];
    private int start;
    private int scanned;
    private int end;
    private boolean escaped;
    private @Nullable Waiting waiting;

    /**
     * A reader with limits.
     *
     * @param bufsize a line must be shorter, its end included
     * @param payloadMax bytes of a payload, end pattern included
     */
    public LineReader(int bufsize, int payloadMax) {
        this.lineMax = bufsize - 1;
        this.payloadMax = payloadMax;
    }

    /** Takes what came. */
    public void add(byte[] bytes) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, held, end, bytes.length);
        end += bytes.length;
    }

    /** Whether so much is held that nothing more should be read before some of it has run. */
    public boolean isFull() {
        return end - start > (waiting == null ? lineMax : payloadMax);
    }

    /** Whether anything came that {@link #next()} has not handed out. */
    public boolean holdsInput() {
        return end > start;
    }

    /** Whether a whole line may wait: no payload is being collected, and there is input that {@link #next()} has not looked at. */
    public boolean hasLine() {
        return waiting == null && scanned < end;
    }

    /** Whether a line waits for the rest of its payload. */
    public boolean isInPayload() {
        return waiting != null;
    }

    /** The next line that is complete, or null as long as there is none. */
    public @Nullable Input next() {
        Waiting line = waiting;
        if (line != null) {
            return payload(line);
        }
        while (scanned < end) {
            byte b = held[scanned++];
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '\n') {
                return line();
            }
        }
        return end - start > lineMax ? new Input.LineTooLong() : null;
    }

    /** Forgets all that came. */
    public void clear() {
        start = 0;
        scanned = 0;
        end = 0;
        escaped = false;
        waiting = null;
    }

    private @Nullable Input line() {
        if (scanned - start > lineMax) {
            return new Input.LineTooLong();
        }
        int from = start;
        int to = withoutReturn(from, scanned - 1);
        start = scanned;
        int mark = payloadMark(from, to);
        if (mark < 0) {
            return new Input.Line(commands(from, to), Optional.empty());
        }
        byte[] pattern = Arrays.copyOfRange(held, mark + 2, to);
        Waiting line = new Waiting(commands(from, mark), pattern);
        waiting = line;
        return payload(line);
    }

    /**
     * Where the {@code <<} of a payload stands, -1 without one: it begins what follows the last blank of the last command, or that
     * command itself. HAProxy heeds no escape there.
     */
    private int payloadMark(int from, int to) {
        int command = lastCommand(from, to);
        int word = to;
        while (word > command + 1 && held[word - 1] != ' ' && held[word - 1] != '\t') {
            word--;
        }
        word = word == command + 1 ? command : word;
        boolean marked = to - word >= 2 && held[word] == '<' && held[word + 1] == '<';
        return marked && to - word - 2 <= PATTERN_MAX ? word : -1;
    }

    private int lastCommand(int from, int to) {
        int begin = from;
        for (int i = from; i < to; i++) {
            if (held[i] == '\\') {
                i++;
            } else if (held[i] == ';') {
                begin = i + 1;
            }
        }
        return begin;
    }

    private List<Command> commands(int from, int to) {
        List<Command> commands = List.of();
        int begin = from;
        for (int i = from; i < to; i++) {
            // No backslash makes a NUL an ordinary byte.
            boolean escapes = held[i] == '\\';
            int at = escapes ? i + 1 : i;
            if (at < to && (held[at] == 0 || (!escapes && held[at] == ';'))) {
                commands = with(commands, new Command(held, begin, i));
                begin = at + 1;
            }
            i = at;
        }
        return with(commands, new Command(held, begin, to));
    }

    /** Most lines have one command: no list is made for it that can grow. */
    private static List<Command> with(List<Command> before, Command next) {
        if (before.isEmpty()) {
            return List.of(next);
        }
        List<Command> all = before.size() == 1 ? new ArrayList<>(before) : before;
        all.add(next);
        return all;
    }

    private @Nullable Input payload(Waiting line) {
        while (scanned < end) {
            if (held[scanned++] != '\n') {
                continue;
            }
            int to = scanned - 1;
            if (matches(line.pattern, line.lineStart + start, withoutReturn(line.lineStart + start, to))) {
                return finish(line, line.lineStart + start);
            }
            line.lineStart = scanned - start;
        }
        return end - start > payloadMax ? new Input.PayloadTooBig() : null;
    }

    private Input finish(Waiting line, int patternAt) {
        waiting = null;
        int from = start;
        start = scanned;
        if (scanned - from > payloadMax) {
            return new Input.PayloadTooBig();
        }
        // The LF in front of the pattern is none of the payload's; without any line there is no payload.
        Optional<String> payload = patternAt == from
                ? Optional.empty()
                : Optional.of(WireText.decode(Arrays.copyOfRange(held, from, patternAt - 1)));
        return new Input.Line(line.commands, payload);
    }

    private boolean matches(byte[] pattern, int from, int to) {
        return Arrays.equals(pattern, 0, pattern.length, held, from, to);
    }

    private int withoutReturn(int from, int to) {
        return to > from && held[to - 1] == '\r' ? to - 1 : to;
    }

    private void makeRoom(int length) {
        if (start > 0) {
            System.arraycopy(held, start, held, 0, end - start);
            scanned -= start;
            end -= start;
            start = 0;
        }
        if (end + length > held.length) {
            held = Arrays.copyOf(held, Math.max(end + length, held.length * 2));
        }
    }

    /** A line whose payload is still coming. */
    private static final class Waiting {
        private final List<Command> commands;
        private final byte[] pattern;
        /** Where the payload's current line begins, counted from the payload's first byte. */
        private int lineStart;

        private Waiting(List<Command> commands, byte[] pattern) {
            this.commands = commands;
            this.pattern = pattern;
        }
    }
}
