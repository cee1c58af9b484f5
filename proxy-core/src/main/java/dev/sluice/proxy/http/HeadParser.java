package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/**
 * Finds the head of a message where it was received, byte by byte and each byte once. It may stop anywhere for want of bytes and go on
 * later, the head's offsets being all it keeps. What RFC 9112 leaves to a recipient's mercy is refused (a bare CR, a folded line, a
 * blank before the colon), but for line breaks without CR, empty lines before a request and several blanks in its line, which are common and
 * harmless. Whoever relaxes the parser gets names and targets as they came, marked as {@link Head#unsafe}.
 */
public final class HeadParser {
    /** The head has not arrived whole. */
    public static final int MORE = 0;
    /** The head is complete. */
    public static final int DONE = 1;
    /** What arrived is no head, or has more fields than allowed. */
    public static final int BAD = -1;

    private static final int START = 0;
    private static final int START_LF = 1;
    private static final int METHOD = 2;
    private static final int TARGET_FIRST = 3;
    private static final int TARGET = 4;
    private static final int VERSION = 5;
    private static final int LINE_END = 6;
    private static final int LINE_LF = 7;
    private static final int FIELD_START = 8;
    private static final int NAME = 9;
    private static final int VALUE_START = 10;
    private static final int VALUE = 11;
    private static final int VALUE_LF = 12;
    private static final int END_LF = 13;
    private static final int STATUS = 14;
    private static final int REASON = 15;
    private static final int COMPLETE = 16;
    private static final int VERSION_FIRST = 17;

    private static final int WRONG = -1;
    /** Bytes of {@code HTTP/1.1}. */
    private static final int VERSION_LENGTH = 8;

    private static final byte[] HTTP_1 = Chars.bytes("HTTP/1.");
    private static final byte[] HTTP_2 = Chars.bytes("HTTP/2.");

    private HeadParser() {}

    /** Parses on from where the last call stopped; the head begins at {@code base}, what has arrived ends before {@code end}. */
    public static int parse(Head head, ByteBuffer memory, int base, int end) {
        int at = base + head.position;
        while (at < end) {
            at = step(head, memory, base, at, end);
            if (at < 0) {
                return BAD;
            }
            if (head.state == COMPLETE) {
                head.length = at - base;
                head.position = head.length;
                return DONE;
            }
        }
        head.position = at - base;
        return MORE;
    }

    /** The status that tells a client which part of its head is too long. */
    static int tooLong(Head head) {
        return head.state < VERSION ? 414 : 431;
    }

    private static int step(Head head, ByteBuffer memory, int base, int at, int end) {
        switch (head.state) {
            case START:
                return start(head, memory.get(at), base, at);
            case METHOD:
                return method(head, memory, base, at, end);
            case TARGET_FIRST:
            case TARGET:
                return target(head, memory, base, at, end);
            case VERSION_FIRST:
                return beforeVersion(head, memory, base, at, end);
            case VERSION:
                return version(head, memory, base, at, end);
            case STATUS:
                return status(head, memory.get(at), base, at);
            case REASON:
                return reason(head, memory, base, at, end);
            case LINE_END:
                return lineEnd(head, memory.get(at), base, at);
            case FIELD_START:
                return fieldStart(head, memory.get(at), base, at);
            case NAME:
                return name(head, memory, base, at, end);
            case VALUE_START:
                return valueStart(head, memory, base, at, end);
            case VALUE:
                return value(head, memory, base, at, end);
            default:
                return lineFeed(head, memory.get(at), base, at);
        }
    }

    private static int start(Head head, byte b, int base, int at) {
        if (!head.request) {
            head.state = VERSION;
            head.versionStart = 0;
            return at;
        }
        if (b == Chars.LF) {
            return at + 1;
        }
        if (b == Chars.CR) {
            head.state = START_LF;
            return at + 1;
        }
        head.start = at - base;
        head.state = METHOD;
        return at;
    }

    /** Where only a line feed may come. */
    private static int lineFeed(Head head, byte b, int base, int at) {
        if (b != Chars.LF) {
            return WRONG;
        }
        switch (head.state) {
            case START_LF:
                head.state = START;
                break;
            case LINE_LF:
                head.state = FIELD_START;
                break;
            case VALUE_LF:
                head.state = FIELD_START;
                break;
            default:
                head.state = COMPLETE;
                break;
        }
        if (head.state == FIELD_START) {
            head.lastEnd = at + 1 - base;
        }
        return at + 1;
    }

    private static int method(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        while (at < end && Chars.isToken(memory.get(at))) {
            at++;
        }
        if (at == end) {
            return at;
        }
        int length = at - base - head.start;
        if (length == 0 || !Chars.isBlank(memory.get(at))) {
            return WRONG;
        }
        head.oddBlanks |= memory.get(at) != Chars.SP;
        head.methodLength = length;
        head.method = Method.of(memory, base + head.start, length);
        head.targetStart = at + 1 - base;
        head.state = TARGET_FIRST;
        return at + 1;
    }

    private static int target(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        if (head.state == TARGET_FIRST) {
            at = blanks(head, memory, from, end);
            if (at == end) {
                return at;
            }
            head.targetStart = at - base;
            head.state = TARGET;
        }
        while (at < end && isTarget(head, memory.get(at))) {
            at++;
        }
        if (at == end) {
            return at;
        }
        int length = at - base - head.targetStart;
        if (length == 0 || !Chars.isBlank(memory.get(at))) {
            return WRONG;
        }
        head.oddBlanks |= memory.get(at) != Chars.SP;
        head.targetLength = length;
        head.state = VERSION_FIRST;
        return at + 1;
    }

    /** Whether {@code b} may stand in the target of a request that is read so strictly. */
    static boolean isTarget(Head head, byte b) {
        if (Chars.isTarget(b)) {
            return true;
        }
        boolean tolerated = head.relaxed && (b < 0 || b == '#');
        head.unsafe |= tolerated;
        return tolerated;
    }

    /** Blanks beyond the first one, which is what belongs there (RFC 9112 section 3). */
    private static int blanks(Head head, ByteBuffer memory, int from, int end) {
        int at = from;
        while (at < end && Chars.isBlank(memory.get(at))) {
            at++;
        }
        head.oddBlanks |= at > from;
        return at;
    }

    private static int beforeVersion(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = blanks(head, memory, from, end);
        if (at < end) {
            head.versionStart = at - base;
            head.state = VERSION;
        }
        return at;
    }

    /** Any minor version of 1 is understood as 1.1, save 0 (RFC 9110 section 2.5). */
    private static int version(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        for (; at < end; at++) {
            int i = at - base - head.versionStart;
            byte b = memory.get(at);
            if (i < HTTP_1.length) {
                if (b != HTTP_1[i] && (!head.translated || b != HTTP_2[i])) {
                    return WRONG;
                }
            } else if (i < VERSION_LENGTH) {
                if (!Chars.isDigit(b)) {
                    return WRONG;
                }
                head.version = b == '0' && !head.translated ? 10 : 11;
                head.versionOdd = b > '1' || head.translated;
            } else if (!head.request && b == Chars.SP) {
                head.reasonStart = at + 1 - base;
                head.state = STATUS;
                return at + 1;
            } else {
                head.state = LINE_END;
                return head.request ? at : WRONG;
            }
        }
        return at;
    }

    private static int status(Head head, byte b, int base, int at) {
        int digits = at - base - head.reasonStart;
        if (digits < 3) {
            head.status = head.status * 10 + (b - '0');
            return Chars.isDigit(b) && head.status > 0 ? at + 1 : WRONG;
        }
        if (b == Chars.SP) {
            head.state = REASON;
            head.reasonStart = at + 1 - base;
            return at + 1;
        }
        head.reasonStart = at - base;
        head.state = LINE_END;
        return at;
    }

    private static int reason(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        while (at < end && isValue(head, memory.get(at))) {
            at++;
        }
        if (at < end) {
            head.reasonLength = at - base - head.reasonStart;
            head.state = LINE_END;
        }
        return at;
    }

    private static int lineEnd(Head head, byte b, int base, int at) {
        if (b == Chars.CR) {
            head.state = LINE_LF;
            return at + 1;
        }
        head.bareLineFeeds = true;
        head.state = LINE_LF;
        return lineFeed(head, b, base, at);
    }

    private static int fieldStart(Head head, byte b, int base, int at) {
        if (b == Chars.CR) {
            head.state = END_LF;
            return at + 1;
        }
        if (b == Chars.LF) {
            head.bareLineFeeds = true;
            head.state = COMPLETE;
            return at + 1;
        }
        if (head.isFull() || Chars.isBlank(b)) {
            return WRONG;
        }
        head.beginField(at - base);
        head.state = NAME;
        return at;
    }

    private static int name(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        while (at < end && Chars.isToken(memory.get(at))) {
            at++;
        }
        if (at == end) {
            return at;
        }
        int start = head.openNameStart();
        boolean fit = memory.get(at) == ':' && !head.unfitName;
        if (!fit && head.relaxed) {
            head.unsafe = true;
            head.unfitName = true;
            while (at < end && Chars.isUnfitName(memory.get(at))) {
                at++;
            }
            if (at == end) {
                return at;
            }
        }
        int length = at - base - start;
        if (length == 0 || memory.get(at) != ':') {
            return WRONG;
        }
        head.named(length, fit ? Field.of(memory, base + start, length) : Field.UNFIT);
        head.unfit |= !fit;
        head.unfitName = false;
        head.state = VALUE_START;
        return at + 1;
    }

    private static int valueStart(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        while (at < end && Chars.isBlank(memory.get(at))) {
            at++;
        }
        if (at < end) {
            head.beginValue(at - base);
            head.state = VALUE;
        }
        return at;
    }

    private static boolean isValue(Head head, byte b) {
        if (Chars.isValue(b)) {
            return true;
        }
        boolean tolerated = head.relaxed && b != Chars.CR && b != Chars.LF;
        head.unsafe |= tolerated;
        return tolerated;
    }

    private static int value(Head head, ByteBuffer memory, int base, int from, int end) {
        int at = from;
        while (at < end && isValue(head, memory.get(at))) {
            at++;
        }
        if (at == end) {
            return at;
        }
        byte b = memory.get(at);
        if (b != Chars.CR && b != Chars.LF) {
            return WRONG;
        }
        int start = base + head.openValueStart();
        int stop = at;
        while (stop > start && Chars.isBlank(memory.get(stop - 1))) {
            stop--;
        }
        head.endField(stop - start);
        head.state = VALUE_LF;
        if (b == Chars.CR) {
            return at + 1;
        }
        head.bareLineFeeds = true;
        return lineFeed(head, b, base, at);
    }
}
