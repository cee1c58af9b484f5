package dev.sluice.proxy.log;

import java.util.Arrays;

/**
 * A message of somebody else's that is forwarded. What it does not say is empty.
 *
 * @param priority facility and severity (RFC 5424 section 6.2.1); {@link #NO_PRIORITY} where it has none
 * @param kind what its header is like
 * @param time when it was written: 15 bytes as RFC 3164 has them, or as RFC 5424 does
 * @param host what is said of where it comes from
 * @param source who wrote it
 * @param text what it says
 */
record Relayed(int priority, Kind kind, byte[] time, byte[] host, Source source, byte[] text) {
    static final int NO_PRIORITY = -1;
    static final byte[] NOTHING = {};

    private static final int SEVERITIES = 8;

    /** What a header is like. */
    enum Kind {
        /** There is none. */
        NONE,
        /** As RFC 3164 describes it. */
        BSD,
        /** As RFC 5424 defines it. */
        IETF
    }

    /**
     * Who wrote a message.
     *
     * @param tag the program's name
     * @param pid its process
     * @param id the kind of message
     * @param data what comes in a structure (RFC 5424 section 6.3)
     */
    record Source(byte[] tag, byte[] pid, byte[] id, byte[] data) {
        static final Source UNKNOWN = new Source(NOTHING, NOTHING, NOTHING, NOTHING);
    }

    boolean hasPriority() {
        return priority != NO_PRIORITY;
    }

    /** How important it is; as important as can be where it does not say. */
    int severity() {
        return hasPriority() ? priority % SEVERITIES : 0;
    }

    /** Its priority where no severity below {@code least} is told and {@code facility} stands in for one that is missing. */
    int priority(int facility, int least) {
        int own = hasPriority() ? priority / SEVERITIES : facility;
        return own * SEVERITIES + Math.max(severity(), least);
    }

    /** Bytes that it takes. */
    int length() {
        return time.length
                + host.length
                + source.tag.length
                + source.pid.length
                + source.id.length
                + source.data.length
                + text.length;
    }

    /** With a text no longer than this. */
    Relayed cut(int longest) {
        return text.length <= longest
                ? this
                : new Relayed(priority, kind, time, host, source, Arrays.copyOf(text, longest));
    }
}
