package dev.sluice.proxy.action;

import dev.sluice.config.ErrorFile;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy answers by itself.
 *
 * @param status the status code
 * @param usual whether it is what the proxy answers for this status anyway, be it built in or configured
 * @param file the file that holds it; null for none
 * @param fields whole lines of the head behind what else it has
 * @param body what follows the head, unless it is one of the others
 */
public record Answer(int status, boolean usual, @Nullable ErrorFile file, byte[] fields, byte[] body) {
    private static final byte[] NOTHING = {};

    /** What the proxy answers for this status anyway. */
    public static Answer usual(int status) {
        return usual(status, NOTHING);
    }

    /** The same with more lines in its head. */
    public static Answer usual(int status, byte[] fields) {
        return new Answer(status, true, null, fields, NOTHING);
    }

    /** What a file holds. */
    public static Answer file(int status, ErrorFile file) {
        return new Answer(status, false, file, NOTHING, NOTHING);
    }

    /** One put together: whole lines of its head, the length among them, and a body. */
    public static Answer composed(int status, byte[] fields, byte[] body) {
        return new Answer(status, false, null, fields, body);
    }
}
