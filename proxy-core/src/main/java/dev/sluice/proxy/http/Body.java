package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/**
 * How far the body of a message has come. It is told of each piece that arrives and says how much of it belongs to the message; chunk
 * framing is checked on the way, not taken off.
 */
public final class Body {
    /** What ends a body. */
    public enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        /** The end of the connection. */
        CLOSE
    }

    private static final int SIZE_FIRST = 0;
    private static final int SIZE = 1;
    private static final int EXTENSION = 2;
    private static final int SIZE_LF = 3;
    private static final int DATA = 4;
    private static final int DATA_CR = 5;
    private static final int DATA_LF = 6;
    private static final int TRAILER_START = 7;
    private static final int TRAILER_NAME = 8;
    private static final int TRAILER_VALUE = 9;
    private static final int TRAILER_LF = 10;
    private static final int END_LF = 11;
    private static final int BLANKS = 12;
    private static final int WRONG = 13;

    /** A chunk's size has to stay far from overflow; nobody sends 2^52 bytes. */
    private static final long CHUNK_MAX = 1L << 52;

    private static final byte[] CONTENT_LENGTH = Chars.bytes("content-length");
    private static final byte[] TRANSFER_ENCODING = Chars.bytes("transfer-encoding");

    private final byte[] trailerName = new byte[TRANSFER_ENCODING.length];

    private Kind kind = Kind.NONE;
    private int state;
    private long remaining;
    private long payload;
    private int trailerNameLength;
    private int trailerBytes;
    private int trailerMax;
    private boolean done = true;

    /** Begins a body; {@code length} counts for {@link Kind#LENGTH}, {@code trailerBytesMax} for {@link Kind#CHUNKED}. */
    public void begin(Kind next, long length, int trailerBytesMax) {
        kind = next;
        remaining = length;
        payload = 0;
        state = SIZE_FIRST;
        trailerBytes = 0;
        trailerMax = trailerBytesMax;
        done = next == Kind.NONE || next == Kind.LENGTH && length == 0;
    }

    /** What ends it. */
    public Kind kind() {
        return kind;
    }

    /** Whether all of it has come. */
    public boolean isDone() {
        return done;
    }

    /** Whether its framing is broken. */
    public boolean isWrong() {
        return state == WRONG;
    }

    /** Bytes of content so far, without chunk framing, trailers as names and values; grows with each piece. */
    public long payload() {
        return payload;
    }

    /** The connection has ended; whether that is a proper end of this body. */
    public boolean endOfInput() {
        if (kind == Kind.CLOSE) {
            done = true;
        }
        return done;
    }

    /** Takes what belongs to the body of the bytes from {@code from} to {@code end}; returns how many do. */
    public int take(ByteBuffer memory, int from, int end) {
        if (done || state == WRONG) {
            return 0;
        }
        switch (kind) {
            case LENGTH:
                int n = (int) Math.min(remaining, end - from);
                remaining -= n;
                payload += n;
                done = remaining == 0;
                return n;
            case CHUNKED:
                return chunks(memory, from, end) - from;
            default:
                payload += end - from;
                return end - from;
        }
    }

    /** Takes what stands before the next piece of content, or before the trailers; returns how many bytes that is. */
    int frame(ByteBuffer memory, int from, int end) {
        int at = from;
        while (kind == Kind.CHUNKED && at < end && state != DATA && state != WRONG && !isInTrailers()) {
            frame(memory.get(at));
            at += state == WRONG ? 0 : 1;
        }
        return at - from;
    }

    /** Whether all of the content has come, and what follows it in a body of chunks is due. */
    boolean isInTrailers() {
        return kind == Kind.CHUNKED && state >= TRAILER_START && state <= END_LF;
    }

    /** How many bytes of content follow, after {@link #frame}, without framing between. */
    long contentLeft() {
        return kind == Kind.CLOSE ? Long.MAX_VALUE : kind == Kind.CHUNKED && state != DATA || done ? 0 : remaining;
    }

    /** Takes no more than what stands before the trailers; returns how many bytes that is. */
    int content(ByteBuffer memory, int from, int end) {
        int at = from;
        while (at < end && !done && state != WRONG && !isInTrailers()) {
            at += frame(memory, at, end);
            int content = (int) Math.min(contentLeft(), end - at);
            if (content > 0) {
                contentTaken(content);
                at += content;
            }
        }
        return at - from;
    }

    /** So many bytes of content have been taken. */
    void contentTaken(int n) {
        payload += n;
        if (kind != Kind.CLOSE) {
            remaining -= n;
        }
        if (kind == Kind.LENGTH) {
            done = remaining == 0;
        } else if (kind == Kind.CHUNKED && remaining == 0) {
            state = DATA_CR;
        }
    }

    private int chunks(ByteBuffer memory, int from, int end) {
        int at = from;
        while (at < end && !done) {
            if (state == DATA) {
                int n = (int) Math.min(remaining, end - at);
                remaining -= n;
                payload += n;
                at += n;
                state = remaining == 0 ? DATA_CR : DATA;
            } else {
                frame(memory.get(at));
                if (state == WRONG) {
                    return at;
                }
                at++;
            }
        }
        return at;
    }

    private void frame(byte b) {
        switch (state) {
            case SIZE_FIRST:
                remaining = 0;
                state = size(b) ? SIZE : WRONG;
                break;
            case SIZE:
                if (!size(b)) {
                    afterSize(b);
                }
                break;
            case BLANKS:
                trailerBytes++;
                afterSize(trailerBytes <= trailerMax ? b : 0);
                break;
            case EXTENSION:
                // Together with trailers bounded like a head: nobody may send extensions for ever.
                boolean fits = ++trailerBytes <= trailerMax && Chars.isLine(b);
                state = b == Chars.CR ? SIZE_LF : fits ? EXTENSION : WRONG;
                break;
            case SIZE_LF:
                state = b != Chars.LF ? WRONG : remaining == 0 ? TRAILER_START : DATA;
                break;
            case DATA_CR:
                state = b == Chars.CR ? DATA_LF : WRONG;
                break;
            case DATA_LF:
                state = b == Chars.LF ? SIZE_FIRST : WRONG;
                break;
            default:
                trailer(b);
                break;
        }
    }

    private boolean size(byte b) {
        int digit = Chars.hex(b);
        if (digit < 0 || remaining > CHUNK_MAX) {
            return false;
        }
        remaining = remaining << 4 | digit;
        return true;
    }

    private void afterSize(byte b) {
        if (b == Chars.CR) {
            state = SIZE_LF;
        } else if (b == ';') {
            state = EXTENSION;
        } else {
            state = Chars.isBlank(b) ? BLANKS : WRONG;
        }
    }

    private void trailer(byte b) {
        // Bounded like a head: nobody may send trailers for ever.
        if (++trailerBytes > trailerMax) {
            state = WRONG;
            return;
        }
        switch (state) {
            case TRAILER_START:
                trailerNameLength = 0;
                state = b == Chars.CR ? END_LF : trailerName(b);
                break;
            case TRAILER_NAME:
                state = b == ':' ? trailerNamed() : trailerName(b);
                break;
            case TRAILER_VALUE:
                state = b == Chars.CR ? TRAILER_LF : Chars.isValue(b) ? TRAILER_VALUE : WRONG;
                payload += b == Chars.CR || Chars.isBlank(b) ? 0 : 1;
                break;
            case TRAILER_LF:
                state = b == Chars.LF ? TRAILER_START : WRONG;
                break;
            default:
                state = b == Chars.LF ? END_LF : WRONG;
                done = state == END_LF;
                payload += done ? 1 : 0;
                break;
        }
    }

    private int trailerName(byte b) {
        if (!Chars.isToken(b)) {
            return WRONG;
        }
        if (trailerNameLength < trailerName.length) {
            trailerName[trailerNameLength] = (byte) (b >= 'A' && b <= 'Z' ? b | 0x20 : b);
        }
        trailerNameLength++;
        payload++;
        return TRAILER_NAME;
    }

    /** Fields that would frame the message anew have no place after it (RFC 9110 section 6.5.1). */
    private int trailerNamed() {
        boolean framing = isNamed(CONTENT_LENGTH) || isNamed(TRANSFER_ENCODING);
        return framing ? WRONG : TRAILER_VALUE;
    }

    private boolean isNamed(byte[] name) {
        if (trailerNameLength != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (trailerName[i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
