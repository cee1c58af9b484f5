package dev.sluice.state;

/**
 * What was told of servers since a server or backend was last added. The deletion of a backend answers with it, so that whoever takes
 * one out step by step reads in the last reply what the steps did. Confined to the control thread.
 */
public final class Told {
    /** As much as one buffer of the original holds; what comes later is in the log alone. */
    private static final int CHARS_MAX = 16_384;

    private final StringBuilder text = new StringBuilder();

    /** Adds a line, while there is room. */
    @ControlThread
    public void add(String line) {
        if (text.length() + line.length() < CHARS_MAX) {
            text.append(line).append('\n');
        }
    }

    /** Begins anew. */
    @ControlThread
    public void clear() {
        text.setLength(0);
    }

    /** All lines, each with its end; and begins anew. */
    @ControlThread
    public String take() {
        String lines = text.toString();
        clear();
        return lines;
    }
}
