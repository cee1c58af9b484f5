package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/**
 * What the fields of a head say about the message and its connection: where the body ends, whether the connection stays, whether it
 * changes protocol. What must not be passed on (connection options, a length beside chunks) becomes an edit.
 */
final class Framing {
    /** A head as HAProxy counts it has 20 bytes beside its words and fields, and one for its end. */
    static final int HEAD_OVERHEAD = 21;

    /** No message is so long that its length has more than eighteen digits; more would overflow. */
    private static final long LENGTH_LIMIT = 1_000_000_000_000_000_000L;

    private static final byte[] CLOSE = Chars.bytes("close");
    private static final byte[] KEEP_ALIVE = Chars.bytes("keep-alive");
    private static final byte[] UPGRADE = Chars.bytes("upgrade");
    private static final byte[] TRAILERS = Chars.bytes("trailers");
    private static final byte[] CHUNKED = Chars.bytes("chunked");
    private static final byte[] H2C = Chars.bytes("h2c");
    private static final byte[] WEBSOCKET = Chars.bytes("websocket");
    private static final byte[] COMMA = Chars.bytes(", ");

    private final Edits edits;

    Body.Kind kind = Body.Kind.NONE;
    long contentLength;
    boolean close;
    boolean keepAlive;
    boolean upgrade;
    boolean expect;
    /** The message was framed two ways at once: nothing after it on this connection can be trusted. */
    boolean distrusted;
    /** Its size as HAProxy counts heads, edits of this class included. */
    int accounted;
    /** The same as it arrived. */
    int accountedIn;

    int hostField;

    private boolean chunked;
    private boolean chunkedNotLast;
    private boolean otherCoding;
    private boolean h2c;
    private boolean websocket;
    private int keyField;
    private boolean toEdit;
    private int lengthField;
    private boolean lengthOdd;
    private int upgradeField;

    Framing(Edits edits) {
        this.edits = edits;
    }

    /** Reads a request's fields; returns 0, or the status to refuse it with. */
    int request(Head head, ByteBuffer memory, int base) {
        if (!read(head, memory, base)) {
            return 400;
        }
        if (head.start > 0) {
            // Empty lines before a request are between its client and us.
            edits.remove(0, head.start);
        }
        if (head.translated) {
            Target.withoutHost(head, memory, base, edits);
        }
        if (head.versionOdd) {
            edits.replace(head.versionStart, 8, HttpBytes.VERSION_11);
        }
        // Between two versions of HTTP the key is ours to make.
        boolean keyless = isWebSocket() && keyField < 0 && !head.translated && !head.relaxed;
        if (keyless || otherCoding && !chunked || chunkedNotLast) {
            return 400;
        }
        if (otherCoding) {
            return 422;
        }
        if (h2c && upgrade) {
            // Taking up HTTP/2 in the middle is not offered, so nobody behind may offer it.
            upgrade = false;
            toEdit = true;
        }
        distrusted = chunked && (lengthField >= 0 || head.version == 10);
        kind = chunked ? Body.Kind.CHUNKED : lengthField >= 0 ? Body.Kind.LENGTH : Body.Kind.NONE;
        if (toEdit) {
            edit(head, memory, base, false, false);
        }
        accounted += HEAD_OVERHEAD + head.methodLength + head.targetLength + 8;
        accountedIn = accounted;
        return 0;
    }

    /** Reads a response's fields; returns whether it can be passed on. */
    boolean response(Head head, ByteBuffer memory, int base, int method) {
        if (!read(head, memory, base) || otherCoding || chunkedNotLast) {
            return false;
        }
        if (head.versionOdd) {
            edits.replace(head.versionStart, 8, HttpBytes.VERSION_11);
        }
        int status = head.status;
        if (status == 101 && isWebSocket() && keyField < 0 && !head.relaxed) {
            return false;
        }
        boolean bodiless = status < 200 || status == 204 || method == Method.CONNECT && status < 300;
        distrusted = chunked && head.version == 10;
        if (bodiless || status == 304 || method == Method.HEAD) {
            kind = Body.Kind.NONE;
        } else {
            kind = chunked ? Body.Kind.CHUNKED : lengthField >= 0 ? Body.Kind.LENGTH : Body.Kind.CLOSE;
        }
        boolean dropChunked = bodiless && chunked;
        boolean dropLength = lengthField >= 0 && (bodiless || chunked);
        if (toEdit || dropLength || dropChunked) {
            edit(head, memory, base, dropLength, dropChunked);
        }
        accounted += HEAD_OVERHEAD + 8 + digits(head.status) + head.reasonLength;
        accountedIn = accounted;
        return true;
    }

    private static int digits(int status) {
        return status < 100 ? 2 : 3;
    }

    private boolean read(Head head, ByteBuffer memory, int base) {
        clear();
        for (int i = 0; i < head.fields; i++) {
            int id = head.id(i);
            accounted += head.nameLength(i) + head.valueLength(i);
            if (id != Field.OTHER && !known(head, memory, base, i, id)) {
                return false;
            }
        }
        return true;
    }

    /** Nothing is known yet. */
    void clear() {
        edits.clear();
        contentLength = 0;
        close = false;
        keepAlive = false;
        upgrade = false;
        expect = false;
        distrusted = false;
        accounted = 0;
        accountedIn = 0;
        hostField = -1;
        chunked = false;
        chunkedNotLast = false;
        otherCoding = false;
        h2c = false;
        websocket = false;
        keyField = -1;
        toEdit = false;
        lengthField = -1;
        lengthOdd = false;
        upgradeField = -1;
    }

    private boolean known(Head head, ByteBuffer memory, int base, int field, int id) {
        int start = base + head.valueStart(field);
        int length = head.valueLength(field);
        switch (id) {
            case Field.HOST:
                return host(head, memory, base, field);
            case Field.CONNECTION:
                connection(memory, start, start + length);
                return true;
            case Field.CONTENT_LENGTH:
                return contentLength(memory, field, start, start + length);
            case Field.TRANSFER_ENCODING:
                return transferEncoding(memory, start, start + length);
            case Field.UPGRADE:
                upgradeField = field;
                h2c |= Tokens.contain(memory, start, start + length, H2C);
                websocket |= Tokens.contain(memory, start, start + length, WEBSOCKET);
                return true;
            case Field.EXPECT:
                expect = true;
                return true;
            case Field.TE:
                // Transfer codings are agreed on from hop to hop, and none but chunked is understood here.
                toEdit |= head.request && !Chars.equalsIgnoreCase(memory, start, length, TRAILERS);
                return true;
            default:
                keyField = head.request == (id == Field.WEBSOCKET_KEY) ? field : keyField;
                return true;
        }
    }

    private boolean host(Head head, ByteBuffer memory, int base, int field) {
        if (hostField < 0) {
            hostField = field;
            return !head.request || Authority.isHost(memory, base + head.valueStart(field), head.valueLength(field));
        }
        int length = head.valueLength(field);
        toEdit = true;
        return !head.request
                || length == head.valueLength(hostField)
                        && Chars.equalsIgnoreCase(
                                memory, base + head.valueStart(hostField), base + head.valueStart(field), length);
    }

    private void connection(ByteBuffer memory, int start, int end) {
        for (int at = Tokens.begin(memory, start, end); at < end; at = Tokens.next(memory, at, end)) {
            int length = Tokens.end(memory, at, end) - at;
            if (Chars.equalsIgnoreCase(memory, at, length, CLOSE)) {
                close = true;
                toEdit = true;
            } else if (Chars.equalsIgnoreCase(memory, at, length, KEEP_ALIVE)) {
                keepAlive = true;
                toEdit = true;
            } else if (Chars.equalsIgnoreCase(memory, at, length, UPGRADE)) {
                upgrade = true;
            }
        }
    }

    private boolean contentLength(ByteBuffer memory, int field, int start, int end) {
        int at = start;
        boolean first = lengthField < 0;
        lengthOdd |= !first;
        while (true) {
            long value = 0;
            int from = at;
            for (; at < end && Chars.isDigit(memory.get(at)); at++) {
                if (value >= LENGTH_LIMIT / 10) {
                    return false;
                }
                value = value * 10 + (memory.get(at) - '0');
            }
            if (at == from || !first && value != contentLength) {
                return false;
            }
            // Leading zeros make an octal number of it for some.
            lengthOdd |= memory.get(from) == '0' && at - from > 1;
            contentLength = value;
            first = false;
            lengthField = lengthField < 0 ? field : lengthField;
            while (at < end && Chars.isBlank(memory.get(at))) {
                at++;
            }
            if (at == end) {
                return true;
            }
            if (memory.get(at++) != ',') {
                return false;
            }
            // The same length said twice in one line is passed on once.
            lengthOdd = true;
            while (at < end && Chars.isBlank(memory.get(at))) {
                at++;
            }
        }
    }

    private boolean transferEncoding(ByteBuffer memory, int start, int end) {
        int count = 0;
        int separators = 0;
        for (int at = start; at < end; at++) {
            separators += memory.get(at) == ',' ? 1 : 0;
        }
        for (int at = Tokens.begin(memory, start, end); at < end; at = Tokens.next(memory, at, end)) {
            boolean isChunked = Chars.equalsIgnoreCase(memory, at, Tokens.end(memory, at, end) - at, CHUNKED);
            chunkedNotLast |= chunked;
            chunked |= isChunked;
            otherCoding |= !isChunked;
            count++;
        }
        // An empty element is nothing to some and a coding without a name to others.
        return count == separators + 1;
    }

    private void edit(Head head, ByteBuffer memory, int base, boolean dropLength, boolean dropChunked) {
        for (int i = 0; i < head.fields; i++) {
            switch (head.id(i)) {
                case Field.CONNECTION:
                    editConnection(head, memory, base, i);
                    break;
                case Field.CONTENT_LENGTH:
                    dropIf(dropLength, head, i);
                    break;
                case Field.TRANSFER_ENCODING:
                    dropIf(dropChunked, head, i);
                    break;
                case Field.UPGRADE:
                    dropIf(h2c && !upgrade && head.request, head, i);
                    break;
                case Field.TE:
                    editTe(head, memory, base, i);
                    break;
                case Field.HOST:
                    dropIf(head.request && i != hostField, head, i);
                    break;
                default:
                    break;
            }
        }
    }

    /** Keeps what a client says about trailers, and nothing else. */
    private void editTe(Head head, ByteBuffer memory, int base, int field) {
        int start = base + head.valueStart(field);
        int end = start + head.valueLength(field);
        boolean trailers = !head.request;
        for (int at = Tokens.begin(memory, start, end); at < end; at = Tokens.next(memory, at, end)) {
            trailers |= Chars.equalsIgnoreCase(memory, at, Tokens.end(memory, at, end) - at, TRAILERS);
        }
        if (!trailers) {
            drop(head, field);
        } else if (head.request && head.valueLength(field) != TRAILERS.length) {
            edits.replace(head.valueStart(field), head.valueLength(field), TRAILERS);
            accounted += TRAILERS.length - head.valueLength(field);
        }
    }

    private void dropIf(boolean unwanted, Head head, int field) {
        if (unwanted) {
            drop(head, field);
        }
    }

    private void drop(Head head, int field) {
        int from = head.nameStart(field);
        edits.remove(from, head.lineEnd(field) - from);
        accounted -= head.nameLength(field) + head.valueLength(field);
    }

    /** Keeps the options that are not this connection's own affair. */
    private void editConnection(Head head, ByteBuffer memory, int base, int field) {
        int start = base + head.valueStart(field);
        int end = start + head.valueLength(field);
        int kept = 0;
        int dropped = 0;
        for (int at = Tokens.begin(memory, start, end); at < end; at = Tokens.next(memory, at, end)) {
            if (isOwn(memory, at, Tokens.end(memory, at, end) - at)) {
                dropped++;
            } else {
                kept++;
            }
        }
        if (kept == 0) {
            drop(head, field);
        } else if (dropped > 0) {
            int before = edits.growth();
            edits.begin(head.valueStart(field), head.valueLength(field));
            keepOptions(memory, start, end);
            accounted += edits.growth() - before;
        }
    }

    private void keepOptions(ByteBuffer memory, int start, int end) {
        boolean first = true;
        for (int at = Tokens.begin(memory, start, end); at < end; at = Tokens.next(memory, at, end)) {
            int length = Tokens.end(memory, at, end) - at;
            if (!isOwn(memory, at, length)) {
                edits.append(COMMA, 0, first ? 0 : COMMA.length);
                edits.append(memory, at, length);
                first = false;
            }
        }
    }

    private boolean isOwn(ByteBuffer memory, int at, int length) {
        return Chars.equalsIgnoreCase(memory, at, length, CLOSE)
                || Chars.equalsIgnoreCase(memory, at, length, KEEP_ALIVE)
                || h2c && !upgrade && Chars.equalsIgnoreCase(memory, at, length, UPGRADE);
    }

    /** Brings what says the length into the form that all recipients read alike; returns whether that changed the head, which is to be read again. */
    boolean settleLength(Message message) {
        boolean none = chunked && lengthField >= 0;
        if (lengthOdd || none) {
            message.sayLengthOnce(none ? -1 : contentLength);
            return true;
        }
        return false;
    }

    /** Whether the upgrade is one to a WebSocket. */
    boolean isWebSocket() {
        return websocket && isUpgrade();
    }

    /** The field with the key of a WebSocket, or with the answer to it; negative for none. */
    int keyField() {
        return keyField;
    }

    /** Whether an upgrade is under way: the option and the field that names the protocol. */
    boolean isUpgrade() {
        return upgrade && upgradeField >= 0;
    }
}
