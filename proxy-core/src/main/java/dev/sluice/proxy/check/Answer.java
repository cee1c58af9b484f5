package dev.sluice.proxy.check;

import dev.sluice.proxy.http.Head;
import dev.sluice.proxy.http.HeadOffsets;
import dev.sluice.proxy.http.HeadParser;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server has answered so far, as bytes and, where it is that, as an HTTP response. Confined to the checks' loop. */
final class Answer extends HeadOffsets implements PayloadView {
    /** Longest line that says how long a chunk is. */
    private static final int CHUNK_LINE_MAX = 256;

    private @Nullable StreamBuffer buffer;
    private int state = HeadParser.MORE;
    private boolean ended;

    Answer(int fieldsMax) {
        super(new Head(false, fieldsMax));
    }

    /** Waits for another one. */
    void reset() {
        head.reset();
        state = HeadParser.MORE;
        ended = false;
    }

    /** Looks at what there is now. */
    void read(StreamBuffer bytes, boolean isLast) {
        buffer = bytes;
        ended |= isLast;
    }

    /** Whether there is a whole head; parses what came since it was last asked. */
    int head() {
        StreamBuffer bytes = buffer;
        if (state == HeadParser.MORE && bytes != null && bytes.readable() > 0) {
            state = HeadParser.parse(head, bytes.memory(), bytes.start(), bytes.end());
        }
        return state;
    }

    /** The bytes themselves. */
    byte[] bytes() {
        return range(0, length());
    }

    private byte[] range(int from, int length) {
        byte[] bytes = new byte[Math.max(0, length)];
        copy(from, bytes.length, bytes, 0);
        return bytes;
    }

    /** The value of a field; empty where there is none. */
    private String field(String name) {
        for (int i = 0; i < fields(); i++) {
            if (nameOf(i).equals(name)) {
                return valueOf(i).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** A field's name in lower case. */
    String nameOf(int field) {
        return text(nameStart(field), nameLength(field)).toLowerCase(Locale.ROOT);
    }

    /** A field's value. */
    String valueOf(int field) {
        return text(valueStart(field), valueLength(field));
    }

    /** The phrase behind the status. */
    String reason(int most) {
        return text(reasonStart(), Math.min(most, reasonLength()));
    }

    private String text(int from, int length) {
        return new String(range(from, length), StandardCharsets.ISO_8859_1);
    }

    /** As much of the body as is there, chunks joined. */
    byte[] body() {
        byte[] raw = range(bodyStart(), length() - bodyStart());
        if (isChunked()) {
            byte[] joined = new byte[raw.length];
            return Arrays.copyOf(joined, Math.abs(join(raw, joined)));
        }
        long announced = contentLength();
        return announced >= 0 && announced < raw.length ? Arrays.copyOf(raw, (int) announced) : raw;
    }

    /** Whether no more of the body will come. */
    boolean isWhole() {
        if (isFinal()) {
            return true;
        }
        if (isChunked()) {
            byte[] raw = range(bodyStart(), length() - bodyStart());
            return isLastChunkThere(raw);
        }
        long announced = contentLength();
        return announced >= 0 && length() - bodyStart() >= announced;
    }

    private boolean isChunked() {
        return field("transfer-encoding").endsWith("chunked");
    }

    /** Joins chunks; returns how many bytes they hold, negative once the last one was seen. */
    private static int join(byte[] raw, byte[] to) {
        int at = 0;
        int length = 0;
        while (true) {
            int line = lineEnd(raw, at);
            int size = line < 0 ? -1 : size(raw, at, line);
            if (size < 0) {
                return length;
            }
            if (size == 0) {
                return -length;
            }
            int there = Math.min(size, raw.length - line);
            System.arraycopy(raw, line, to, length, there);
            length += there;
            if (there < size) {
                return length;
            }
            at = Math.min(raw.length, line + size + 2);
        }
    }

    private static boolean isLastChunkThere(byte[] raw) {
        int at = 0;
        int line = lineEnd(raw, at);
        while (line >= 0) {
            int size = size(raw, at, line);
            if (size <= 0) {
                return true;
            }
            if ((long) line + size + 2 > raw.length) {
                return false;
            }
            at = line + size + 2;
            line = lineEnd(raw, at);
        }
        return false;
    }

    /** Behind the next line feed; -1 where there is none yet. */
    private static int lineEnd(byte[] raw, int from) {
        for (int i = from; i < raw.length && i < from + CHUNK_LINE_MAX; i++) {
            if (raw[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int size(byte[] raw, int from, int end) {
        long size = -1;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(raw[i], 16);
            if (digit < 0) {
                break;
            }
            size = Math.max(0, size) * 16 + digit;
            if (size > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return (int) size;
    }

    @Override
    public int length() {
        return buffer == null ? 0 : buffer.readable();
    }

    @Override
    public boolean isFinal() {
        return ended || (buffer != null && buffer.writable() == 0);
    }

    @Override
    public byte at(int offset) {
        StreamBuffer bytes = buffer;
        return bytes == null ? 0 : bytes.memory().get(bytes.start() + offset);
    }

    @Override
    public void copy(int offset, int length, byte[] to, int at) {
        StreamBuffer bytes = buffer;
        if (bytes != null && length > 0) {
            ByteBuffer memory = bytes.memory();
            memory.get(bytes.start() + offset, to, at, length);
        }
    }

    @Override
    public int bodyLength() {
        long announced = contentLength();
        int there = Math.max(0, length() - bodyStart());
        return announced >= 0 ? (int) Math.min(there, announced) : there;
    }

    @Override
    public long contentLength() {
        String text = field("content-length");
        return !text.isEmpty() && text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(text)
                : -1;
    }
}
