package dev.sluice.cli.ctl;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The way to a running program. */
interface Link extends AutoCloseable {
    /**
     * Runs a command. {@code progress} gets whole lines of a command that goes on while something goes on, as they come; they are then no
     * part of the answer.
     */
    Answer run(String command, Consumer<String> progress) throws IOException;

    /** What can be said, for completion; empty where the program cannot tell. */
    List<Known> commands() throws IOException;

    /** What stands for a kind of argument, such as {@code <bk>/<srv>}; empty for what nobody can know. */
    List<String> values(String argument) throws IOException;

    @Override
    void close();

    /** A command and its arguments, as help has them. */
    record Known(String command, String arguments) {}
}
