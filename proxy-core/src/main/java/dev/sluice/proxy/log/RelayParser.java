package dev.sluice.proxy.log;

import dev.sluice.config.LogForwardSettings.Host;
import dev.sluice.proxy.log.Relayed.Kind;
import dev.sluice.proxy.log.Relayed.Source;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of one message as RFC 5424 (section 6) or RFC 3164 (section 4.1) has it. A message with neither is text from its priority
 * on; one without a priority is text altogether.
 */
final class RelayParser {
    /** Digits of the largest priority that the RFCs know. */
    private static final int PRIORITY_DIGITS = 3;

    /** {@code Oct 11 22:14:15}. */
    private static final int BSD_TIME = 15;

    private static final int BSD_MONTH = 4;

    /** {@code 2003-10-11T22:14:15}, before fractions and zone. */
    private static final String IETF_TIME = "dddd-dd-ddTdd:dd:dd";

    private static final byte[] NIL = {'-'};

    private final byte[] bytes;
    private final int end;
    private int at;

    private RelayParser(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** A message that is all text. */
    static Relayed unread(byte[] message) {
        return new Relayed(Relayed.NO_PRIORITY, Kind.NONE, Relayed.NOTHING, Relayed.NOTHING, Source.UNKNOWN, message);
    }

    /**
     * Reads a message.
     *
     * @param sender the address that it came from; empty where that is none of a network
     * @return null where it says nothing
     */
    static @Nullable Relayed read(byte[] message, Host strategy, byte[] sender) {
        RelayParser parser = new RelayParser(message, message.length);
        int priority = parser.priority();
        if (parser.at == parser.end) {
            return null;
        }
        int start = parser.at;
        Relayed read = priority == Relayed.NO_PRIORITY ? null : parser.ietf(priority);
        if (read == null && priority != Relayed.NO_PRIORITY) {
            parser.at = start;
            read = parser.bsd(priority);
        }
        if (read == null) {
            parser.at = start;
            read = new Relayed(priority, Kind.NONE, Relayed.NOTHING, Relayed.NOTHING, Source.UNKNOWN, parser.rest());
        }
        return read.text().length == 0 ? null : named(read, strategy, sender);
    }

    private static Relayed named(Relayed read, Host strategy, byte[] sender) {
        byte[] own = read.host();
        byte[] host = own;
        if (sender.length > 0 && strategy != Host.KEEP) {
            boolean both = strategy == Host.APPEND && own.length > 0;
            boolean other = strategy == Host.REPLACE || own.length == 0;
            host = both ? join(own, sender) : other ? sender : own;
        }
        return new Relayed(read.priority(), read.kind(), read.time(), host, read.source(), read.text());
    }

    private static byte[] join(byte[] own, byte[] sender) {
        byte[] joined = Arrays.copyOf(own, own.length + 1 + sender.length);
        joined[own.length] = ',';
        System.arraycopy(sender, 0, joined, own.length + 1, sender.length);
        return joined;
    }

    private int priority() {
        int value = 0;
        int next = 1;
        if (end == 0 || bytes[0] != '<') {
            return Relayed.NO_PRIORITY;
        }
        while (next < end && next <= PRIORITY_DIGITS && isDigit(bytes[next])) {
            value = value * 10 + bytes[next] - '0';
            next++;
        }
        if (next == end || bytes[next] != '>') {
            return Relayed.NO_PRIORITY;
        }
        at = next + 1;
        return value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    /** Takes what stands before the next blank, and that; null where there is none, or nothing before it. */
    private byte @Nullable [] word() {
        int from = at;
        int to = from;
        while (to < end && bytes[to] != ' ') {
            to++;
        }
        if (to == end || to == from) {
            return null;
        }
        at = to + 1;
        return Arrays.copyOfRange(bytes, from, to);
    }

    private byte @Nullable [] orNil() {
        byte[] word = word();
        return word != null && Arrays.equals(word, NIL) ? Relayed.NOTHING : word;
    }

    private @Nullable Relayed ietf(int priority) {
        byte[] version = word();
        if (version == null || version.length != 1 || version[0] != '1') {
            return null;
        }
        byte[] time = orNil();
        byte[] host = orNil();
        byte[] tag = orNil();
        byte[] pid = orNil();
        byte[] id = orNil();
        byte[] data = time == null || host == null || tag == null || pid == null || id == null ? null : data();
        if (data == null || time == null || host == null || tag == null || pid == null || id == null) {
            return null;
        }
        boolean timed = time.length == 0 || isTime(time);
        return timed ? new Relayed(priority, Kind.IETF, time, host, new Source(tag, pid, id, data), rest()) : null;
    }

    private static boolean isTime(byte[] word) {
        if (word.length < IETF_TIME.length()) {
            return false;
        }
        for (int i = 0; i < IETF_TIME.length(); i++) {
            char wanted = IETF_TIME.charAt(i);
            if (wanted == 'd' ? !isDigit(word[i]) : word[i] != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Takes {@code -} or elements in brackets, and the blank behind; in their quotes brackets mean nothing. */
    private byte @Nullable [] data() {
        if (at < end && bytes[at] != '[') {
            return Arrays.equals(word(), NIL) ? Relayed.NOTHING : null;
        }
        int from = at;
        boolean inside = false;
        boolean quoted = false;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (quoted) {
                quoted = b != '"';
                i += b == '\\' ? 1 : 0;
            } else if (!inside && b == ' ') {
                at = i + 1;
                return Arrays.copyOfRange(bytes, from, i);
            } else if (!inside && b != '[') {
                return null;
            } else {
                quoted = b == '"';
                inside = b != ']';
            }
        }
        return null;
    }

    private @Nullable Relayed bsd(int priority) {
        int blank = at + BSD_TIME;
        if (blank >= end || bytes[blank] != ' ' || !LogTexts.isMonth(bytes, at) || !hasGaps()) {
            return null;
        }
        byte[] time = Arrays.copyOfRange(bytes, at, blank);
        at = blank + 1;
        byte[] host = word();
        return host == null ? null : new Relayed(priority, Kind.BSD, time, host, source(), rest());
    }

    /** Whether the day and the time of the day stand where they have to. */
    private boolean hasGaps() {
        return bytes[at + BSD_MONTH - 1] == ' ' && !isBlank(bytes[at + BSD_TIME - 1]);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Takes {@code tag: } or {@code tag[pid]: }, if that comes next. */
    private Source source() {
        int from = at;
        byte[] word = word();
        if (word == null || word[word.length - 1] != ':') {
            at = from;
            return Source.UNKNOWN;
        }
        String tag = new String(word, 0, word.length - 1, StandardCharsets.ISO_8859_1);
        int open = tag.indexOf('[');
        int close = tag.indexOf(']', open + 1);
        byte[] pid = open >= 0 && close >= 0 ? Arrays.copyOfRange(word, open + 1, close) : Relayed.NOTHING;
        int length = open > 0 ? open : tag.length();
        return new Source(Arrays.copyOf(word, length), pid, Relayed.NOTHING, Relayed.NOTHING);
    }
}
