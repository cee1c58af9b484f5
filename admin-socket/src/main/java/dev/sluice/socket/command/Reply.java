package dev.sluice.socket.command;

import dev.sluice.operation.Outcome;
import dev.sluice.operation.Severity;
import dev.sluice.stats.ChunkSource;

/** What a command answers, before it is written. */
public sealed interface Reply {
    /** Success without a word: the empty line alone. */
    Reply OK = new Dump(() -> null);

    /** Not even an empty line. */
    Reply NOTHING = new Nothing();

    /** A message of severity info. */
    static Reply info(String text) {
        return new Message(Severity.INFO, text);
    }

    /** A message of severity error. */
    static Reply error(String text) {
        return new Message(Severity.ERROR, text);
    }

    /** A text that is no message: it never shows a severity. */
    static Reply data(String text) {
        return new Dump(Lines.of(text));
    }

    /** Bytes that are no text of ours: not even an end of line is added. */
    static Reply raw(String text) {
        return new Dump(Lines.raw(text));
    }

    /** What an outcome says for itself: its message, or nothing. Values and rows need a renderer. */
    static Reply of(Outcome outcome) {
        return outcome.match(
                done -> done.text().isEmpty() ? OK : new Message(done.severity(), done.text()),
                Spoken::noRows,
                refused -> new Message(refused.severity(), refused.text()));
    }

    /**
     * A message, which shows its severity where the connection wants that.
     *
     * @param severity how it is rated
     * @param text without its last line's end
     */
    record Message(Severity severity, String text) implements Reply {}

    /**
     * Data, pulled as the connection can take it.
     *
     * @param chunks whole lines, the empty line not included
     */
    record Dump(ChunkSource chunks) implements Reply {}

    /**
     * Data that comes while something goes on.
     *
     * @param flow whole lines, the empty line not included
     * @param untilSpoken whether it ends when the client says anything, which is not heard otherwise
     */
    record Flow(FlowSource flow, boolean untilSpoken) implements Reply {}

    /** A line without the empty line behind it: how the master's socket speaks for itself. */
    record Line(String text) implements Reply {}

    /** The same, after which nothing of what has come already runs. */
    record Last(String text) implements Reply {}

    /** See {@link #NOTHING}. */
    record Nothing() implements Reply {}
}
