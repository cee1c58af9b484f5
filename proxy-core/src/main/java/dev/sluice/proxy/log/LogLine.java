package dev.sluice.proxy.log;

import io.netty.util.internal.PlatformDependent;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the log's thread is to do next: a line to send, somebody else's message, or targets to open. Whoever writes lines all the time
 * gets them back from that thread to write them anew, so that nothing is allocated. Between the two only its queue hands it over.
 */
final class LogLine {
    /** Lines that one writer keeps: as many as come between two looks of the log's thread at 200,000 requests a second. */
    private static final int KEPT_MAX = 512;

    /** Longer ones are not kept, so that a few odd requests do not fill memory for good. */
    private static final int KEPT_BYTES_MAX = 4096;

    private static final byte[] NOTHING = {};

    private final @Nullable Queue<LogLine> home;
    private LogPlan plan = LogPlan.NOTHING;
    private int severity;
    private long wallMillis;
    private byte[] data = NOTHING;
    private byte[] text = NOTHING;
    private int length;
    private @Nullable CompletableFuture<Void> opened;
    private @Nullable Relayed relayed;

    private LogLine(@Nullable Queue<LogLine> home) {
        this.home = home;
    }

    /** Where the lines of one writer come back to; any thread may give them back, that writer alone takes them. */
    static Queue<LogLine> kept() {
        return PlatformDependent.newFixedMpscQueue(KEPT_MAX);
    }

    /** A line of a writer, a former one if one is back. */
    static LogLine from(Queue<LogLine> home) {
        LogLine spent = home.poll();
        return spent == null ? new LogLine(home) : spent;
    }

    /** A line that is written once. */
    static LogLine once(byte[] data, byte[] text) {
        LogLine line = new LogLine(null);
        line.data = data;
        line.text = text;
        line.length = text.length;
        return line;
    }

    static LogLine once(byte[] text) {
        return once(NOTHING, text);
    }

    static LogLine once(Relayed relayed) {
        LogLine line = new LogLine(null);
        line.relayed = relayed;
        line.severity = relayed.severity();
        return line;
    }

    /** Asks for targets to be opened; tells when they are. */
    static LogLine opening(CompletableFuture<Void> opened) {
        LogLine line = new LogLine(null);
        line.opened = opened;
        return line;
    }

    /** Says a copy of a text. */
    LogLine say(ByteText said) {
        length = said.length();
        if (text.length < length) {
            text = new byte[Math.max(length, text.length * 2)];
        }
        System.arraycopy(said.bytes(), 0, text, 0, length);
        return this;
    }

    /** Where it goes, how important it is, and when it was written. */
    LogLine to(LogPlan targets, int importance, long when) {
        plan = targets;
        severity = importance;
        wallMillis = when;
        return this;
    }

    /** Nobody needs it any more. */
    void spent() {
        if (home != null && text.length <= KEPT_BYTES_MAX) {
            boolean unused = home.offer(this);
        }
    }

    LogPlan plan() {
        return plan;
    }

    int severity() {
        return severity;
    }

    long wallMillis() {
        return wallMillis;
    }

    /** Its structured data (RFC 5424); empty for none. */
    byte[] data() {
        return data;
    }

    /** Its text, in the first {@link #length()} bytes. */
    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    byte[] textCopy() {
        return Arrays.copyOf(text, length);
    }

    @Nullable
    CompletableFuture<Void> opened() {
        return opened;
    }

    @Nullable
    Relayed relayed() {
        return relayed;
    }
}
