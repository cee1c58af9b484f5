package dev.sluice.config;

import java.util.List;

/**
 * A {@code ring} section: a memory of the newest messages (HAProxy's manual, section 12.5).
 *
 * @param name its name
 * @param description what lists of it say
 * @param format the header before each message, as a {@code log} line's {@code format} has it
 * @param size bytes that it takes, administration included
 * @param maxLength bytes that a message may have, header included; what is longer is cut off
 * @param forwarding who gets all messages besides
 */
public record RingSpec(String name, String description, String format, int size, int maxLength, Forwarding forwarding) {
    /** What {@code log} lines put before the name of one. */
    public static final String PREFIX = "ring@";

    /** Bytes of the size that hold no messages: as many as HAProxy takes, so that a ring keeps as many of them here. */
    public static final int OVERHEAD = 193;

    /** Lengths from here on need a byte more in front, as HAProxy counts, and from the next on another one. */
    private static final int LONG = 240;

    private static final int VERY_LONG = 2288;

    /** Before the number in the name of one that a {@code log} line declares; no section can have such a name. */
    public static final String NUMBERED = "ring#";

    /** The name of the ring that lines wait in for a server of a backend in {@code mode log}. */
    public static String ofServer(String backend, String server) {
        return NUMBERED + backend + "/" + server;
    }

    /** Whether its name is but a number, which says little of whose messages it has. */
    public boolean isNumbered() {
        return name.startsWith(NUMBERED);
    }

    /** Bytes that stand before a message of a length. */
    public static int header(int length) {
        if (length < LONG) {
            return 2;
        }
        return length < VERY_LONG ? 3 : 4;
    }

    /** Bytes of the longest message that a ring of a size has room for. */
    public static int longest(int size) {
        int room = size - OVERHEAD;
        int least = header(room);
        return header(room - least + 1) < least ? room - least + 1 : room - least;
    }

    /**
     * Who gets the messages of a ring.
     *
     * @param servers who, each of them all
     * @param connectMillis how long a connection may take to be made; 0 for as long as the system tries
     * @param serverMillis how long a server may take nothing of what is there for it; 0 for as long as it likes
     */
    public record Forwarding(List<Server> servers, long connectMillis, long serverMillis) {
        /** Nobody. */
        public static final Forwarding NONE = new Forwarding(List.of(), 0, 0);

        /** Keeps a copy of the list. */
        public Forwarding {
            servers = List.copyOf(servers);
        }
    }

    /**
     * A {@code server} of a ring.
     *
     * @param name unique in its ring
     * @param address where it is
     * @param counted whether each message begins with its length, rather than ends with a line feed (RFC 6587, sections 3.4.1 and 3.4.2)
     */
    public record Server(String name, ServerAddress address, boolean counted) {}

    /** What {@code target} is where it leads to this ring, whose section says how messages look. */
    public LogTarget of(LogTarget target) {
        // Another target ends its lines with a line feed, which counts there.
        int longest = Math.min(target.maxLength(), maxLength + 1);
        return new LogTarget(
                target.address(),
                false,
                target.facility(),
                target.maxLevel(),
                target.minLevel(),
                format,
                longest,
                target.sample(),
                target.profile());
    }
}
