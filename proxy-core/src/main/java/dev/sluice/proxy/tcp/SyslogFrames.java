package dev.sluice.proxy.tcp;

import io.netty.util.internal.PlatformDependent;

/**
 * Finds messages in what a connection has brought (RFC 6587): one that begins with a digit says how long it is, any other ends with a line
 * feed.
 */
final class SyslogFrames {
    /** Digits of a length: any longer one would fit into no buffer. */
    private static final int DIGITS_MAX = 7;

    /** What is there. */
    enum Found {
        /** A message. */
        MESSAGE,
        /** Only the beginning of one. */
        PART,
        /** What cannot be the beginning of one. */
        NONSENSE
    }

    private final boolean lines;
    private int start;
    private int length;
    private int next;

    /** Finds messages; {@code lines} where all of them end with a line feed, whatever they begin with. */
    SyslogFrames(boolean lines) {
        this.lines = lines;
    }

    /** Where the message that was found begins. */
    int start() {
        return start;
    }

    /** How long it is. */
    int length() {
        return length;
    }

    /** Where what follows it begins. */
    int next() {
        return next;
    }

    /**
     * Looks at bytes.
     *
     * @param count how many there are
     * @param room how many there may be at most
     */
    Found find(long address, int count, int room) {
        if (count == 0) {
            return Found.PART;
        }
        byte first = PlatformDependent.getByte(address);
        if (lines || first == '<') {
            return line(address, count, room);
        }
        return first >= '1' && first <= '9' ? counted(address, count, room) : Found.NONSENSE;
    }

    private Found line(long address, int count, int room) {
        int end = 0;
        while (end < count && PlatformDependent.getByte(address + end) != '\n') {
            end++;
        }
        if (end == count) {
            return count == room ? Found.NONSENSE : Found.PART;
        }
        boolean carriage = end > 0 && PlatformDependent.getByte(address + end - 1) == '\r';
        start = 0;
        length = carriage ? end - 1 : end;
        next = end + 1;
        return Found.MESSAGE;
    }

    private Found counted(long address, int count, int room) {
        int value = 0;
        int digits = 0;
        while (digits < count && digits <= DIGITS_MAX) {
            byte b = PlatformDependent.getByte(address + digits);
            if (b < '0' || b > '9') {
                break;
            }
            value = value * 10 + b - '0';
            digits++;
        }
        if (digits > DIGITS_MAX || digits + 1 + value > room) {
            return Found.NONSENSE;
        }
        if (digits == count) {
            return Found.PART;
        }
        if (PlatformDependent.getByte(address + digits) != ' ') {
            return Found.NONSENSE;
        }
        start = digits + 1;
        length = value;
        next = start + value;
        return next > count ? Found.PART : Found.MESSAGE;
    }
}
