package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/** What a request target says (RFC 9112 section 3.2): which form it has, where its path is, and whether it agrees with Host. */
final class Target {
    private static final byte[] ROOT = {'/'};
    private static final byte[] NOTHING = {};
    private static final int PORT_MAX = 65_535;
    private static final int PORT_DIGITS = 5;

    private int pathStart;
    private int pathLength;
    private int authorityStart;
    private int authorityLength;
    private int schemeStart;
    private int schemeLength;

    /** Offset of the path, from the head's first byte. */
    int pathStart() {
        return pathStart;
    }

    /** Bytes of the path, without the query. */
    int pathLength() {
        return pathLength;
    }

    /** Reads the target; returns whether it is one that its method can have, and names no other host than {@code hostField}. */
    boolean read(Head head, ByteBuffer memory, int base, int hostField) {
        int start = head.targetStart;
        int length = head.targetLength;
        byte first = memory.get(base + start);
        authorityLength = 0;
        schemeStart = start;
        if (head.method == Method.CONNECT) {
            pathStart = start;
            pathLength = 0;
            schemeLength = 0;
            authorityStart = start;
            authorityLength = length;
            return head.relaxed || isAuthority(memory, base + start, length) && agrees(head, memory, base, hostField);
        }
        if (first == '/') {
            path(memory, base, start, length);
            return true;
        }
        if (first == '*') {
            pathStart = start;
            pathLength = length;
            return length == 1 && head.method == Method.OPTIONS;
        }
        return absolute(memory, base, start, length) && agrees(head, memory, base, hostField);
    }

    /**
     * Leaves the default port out of an absolute target and of Host (RFC 9110 section 4.2.3), and puts in the path that one lacks: what
     * can be said in several ways is said in the one that everybody behind takes alike. Returns whether the target was one that its method
     * can have, and named no other host than Host; it is to be read anew.
     */
    static boolean normalise(Head head, Inbox inbox, Message message) {
        ByteBuffer memory = inbox.memory();
        int base = inbox.start();
        int host = head.find(Field.HOST);
        Target target = new Target();
        if (!target.read(head, memory, base, host)) {
            return false;
        }
        if (target.authorityLength == 0) {
            return true;
        }
        int port = target.defaultPortLength(memory, base, base + target.authorityStart, target.authorityLength);
        boolean connect = head.method == Method.CONNECT;
        if (port > 0 && host >= 0) {
            target.withoutPort(message, memory, base, host, connect ? port : 0);
        }
        if (connect) {
            return true;
        }
        int end = target.authorityStart + target.authorityLength;
        boolean pathless = end == head.targetStart + head.targetLength;
        if (port > 0 || pathless) {
            message.retarget(end - port, port, pathless ? ROOT : NOTHING);
        }
        return true;
    }

    private int defaultPortLength(ByteBuffer memory, int base, int start, int length) {
        return Authority.defaultPortLength(memory, base + schemeStart, schemeLength, start, length);
    }

    /** Leaves the default port out of Host, where it is so long; a length of 0 says any. */
    private void withoutPort(Message message, ByteBuffer memory, int base, int host, int wanted) {
        int start = base + message.valueStart(host);
        int length = message.valueLength(host);
        int port = defaultPortLength(memory, base, start, length);
        if (port > 0 && (wanted == 0 || wanted == port)) {
            byte[] name = new byte[length - port];
            message.copy(message.valueStart(host), name.length, name, 0);
            boolean fits = message.replace(host, name);
            assert fits : "no room for less";
        }
    }

    /** Leaves out scheme and host, which a server takes from the field of that name. */
    static void withoutHost(Head head, ByteBuffer memory, int base, Edits edits) {
        Target target = new Target();
        int length = head.targetLength;
        boolean whole = head.method != Method.CONNECT
                && memory.get(base + head.targetStart) != '/'
                && memory.get(base + head.targetStart) != '*'
                && target.absolute(memory, base, head.targetStart, length);
        if (whole && target.pathLength == 0) {
            edits.replace(head.targetStart, target.pathStart - head.targetStart, ROOT);
        } else if (whole) {
            edits.remove(head.targetStart, target.pathStart - head.targetStart);
        }
    }

    private void path(ByteBuffer memory, int base, int start, int length) {
        int n = 0;
        while (n < length && memory.get(base + start + n) != '?') {
            n++;
        }
        pathStart = start;
        pathLength = n;
    }

    private boolean absolute(ByteBuffer memory, int base, int start, int length) {
        int at = 0;
        schemeStart = start;
        while (at < length && isScheme(memory.get(base + start + at))) {
            at++;
        }
        if (at == 0
                || !isLetter(memory.get(base + start))
                || at + 3 > length
                || !isSeparator(memory, base + start + at)) {
            return false;
        }
        int from = at + 3;
        int to = from;
        while (to < length && !endsAuthority(memory.get(base + start + to))) {
            to++;
        }
        schemeLength = at;
        int host = behindUser(memory, base + start + from, to - from);
        authorityStart = start + from + host;
        authorityLength = to - from - host;
        path(memory, base, start + to, length - to);
        return authorityLength > 0 && Authority.isHost(memory, base + authorityStart, authorityLength);
    }

    private static boolean endsAuthority(byte b) {
        return b == '/' || b == '?' || b == '#';
    }

    /** Bytes of a user's name and its {@code @}. */
    private static int behindUser(ByteBuffer memory, int start, int length) {
        int at = length;
        while (at > 0 && memory.get(start + at - 1) != '@') {
            at--;
        }
        return at;
    }

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private static boolean isScheme(byte b) {
        return isLetter(b) || Chars.isDigit(b) || b == '+' || b == '-' || b == '.';
    }

    private static boolean isSeparator(ByteBuffer memory, int at) {
        return memory.get(at) == ':' && memory.get(at + 1) == '/' && memory.get(at + 2) == '/';
    }

    /** {@code host:port}; the port is needed, since nothing else says it. */
    private static boolean isAuthority(ByteBuffer memory, int start, int length) {
        int digits = 0;
        int port = 0;
        int unit = 1;
        while (digits < length && digits < PORT_DIGITS && Chars.isDigit(memory.get(start + length - 1 - digits))) {
            port += unit * (memory.get(start + length - 1 - digits) - '0');
            unit *= 10;
            digits++;
        }
        int colon = length - 1 - digits;
        return digits > 0
                && port <= PORT_MAX
                && colon > 0
                && memory.get(start + colon) == ':'
                && Authority.isHost(memory, start, length);
    }

    private boolean agrees(Head head, ByteBuffer memory, int base, int hostField) {
        return hostField < 0
                || head.relaxed
                || Authority.agree(
                        memory,
                        base + head.targetStart,
                        schemeLength,
                        base + head.valueStart(hostField),
                        head.valueLength(hostField),
                        base + authorityStart,
                        authorityLength);
    }
}
