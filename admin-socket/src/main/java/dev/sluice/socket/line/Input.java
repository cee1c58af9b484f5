package dev.sluice.socket.line;

import java.util.List;
import java.util.Optional;

/** What a {@link LineReader} found. */
public sealed interface Input {
    /**
     * A line that can run.
     *
     * @param commands its commands, in order; an empty line has one, which is empty
     * @param payload what followed for the last command
     */
    record Line(List<Command> commands, Optional<String> payload) implements Input {
        /** Keeps a copy of the list. */
        public Line {
            commands = List.copyOf(commands);
        }
    }

    /** A line is too long; nothing more can be read. */
    record LineTooLong() implements Input {}

    /** A payload is too big; nothing more can be read. */
    record PayloadTooBig() implements Input {}
}
