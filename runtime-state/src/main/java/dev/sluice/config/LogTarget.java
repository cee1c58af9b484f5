package dev.sluice.config;

/**
 * A {@code log} line.
 *
 * @param address {@code host:port} for UDP, a path for a unix datagram socket, {@code stdout}, {@code stderr}, {@code fd@N}, {@code ring@name}, {@code backend@name}; empty for {@code log global}
 * @param global whether it stands for the targets of the {@code global} section
 * @param facility 0 to 23 (RFC 5424 section 6.2.1)
 * @param maxLevel the least important severity that is sent, 0 (emerg) to 7 (debug)
 * @param minLevel severities more important than this are sent as this
 * @param format {@code rfc3164}, {@code rfc5424}, {@code raw}, {@code short}, {@code timed}, {@code iso}, {@code local}
 * @param maxLength bytes a message may have
 * @param sample which lines go there
 * @param profile the {@code log-profile} section that says what they say; empty for none
 */
public record LogTarget(
        String address,
        boolean global,
        int facility,
        int maxLevel,
        int minLevel,
        String format,
        int maxLength,
        LogSample sample,
        String profile) {
    /** What stands before the name of a backend in {@code mode log} that gets the lines. */
    public static final String BACKEND = "backend@";
}
