package dev.sluice.cli.ctl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of a command.
 *
 * @param status the exit status that stands for it
 * @param text what was said, without the empty line at its end
 */
record Answer(int status, String text) {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int UNKNOWN = 2;
    static final int NOBODY = 3;

    /** How a message's severity is shown: {@code [3]: }. */
    private static final Pattern RATED = Pattern.compile("^\\[(\\d)]: ");

    /** At this severity, an error, or a worse one a command was refused. */
    private static final int ERROR = 3;

    /** Reads a reply that shows severities. */
    static Answer rated(String reply) {
        String text = reply.stripTrailing();
        Matcher rated = RATED.matcher(text);
        boolean isRated = rated.find();
        String message = isRated ? text.substring(rated.end()) : text;
        if (message.startsWith("Unknown command")) {
            return new Answer(UNKNOWN, message);
        }
        return new Answer(isRated && Integer.parseInt(rated.group(1)) <= ERROR ? REFUSED : DONE, message);
    }

    /** Reads a reply of a master, which shows none. */
    static Answer ofMaster(String reply) {
        String text = reply.stripTrailing();
        if (text.startsWith("Unknown command")) {
            return new Answer(UNKNOWN, text);
        }
        boolean refused = text.startsWith("Success=0") || text.startsWith("Can't find the target");
        return new Answer(refused ? REFUSED : DONE, text);
    }
}
