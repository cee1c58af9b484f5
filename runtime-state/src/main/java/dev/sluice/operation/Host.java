package dev.sluice.operation;

import dev.sluice.config.Configuration;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.Keywords;
import dev.sluice.operation.inspect.Insides;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the program around the state gives to operations; its wiring implements it. */
public interface Host {
    /** Reads the configuration again. */
    ConfigurationSource configuration();

    /** All that lines of the configuration can say; those that are said while the program runs are read by it. */
    default Keywords keywords() {
        return Keywords.of(BuiltInKeywords.ALL);
    }

    /** The environment, for {@code show env}. */
    Map<String, String> environment();

    /** The admin sockets, in order, for {@code show cli sockets}. */
    List<AdminSocket> adminSockets();

    /** Ends the process: softly once no connection is left, else now. Called on the control thread; returns at once. */
    void stop(boolean soft);

    /** Opens what a configuration that is about to be applied wants besides traffic. Called on the control thread; returns at once. */
    CompletionStage<Prepared> prepare(Configuration next);

    /** A reload is over, applied or refused. Called on the control thread; returns at once. */
    void reloadEnded();

    /** All frontends were paused, or resumed: what else is listened on follows. Completes with what could not be opened again. */
    CompletionStage<List<String>> paused(boolean paused);

    /** Runs {@code task} once, after a delay, on any thread. */
    void schedule(Runnable task, long delayMillis);

    /** Ends the process now, with a status. Called on the control thread; returns at once. */
    default void exit(int status) {
        stop(false);
    }

    /** What the program can tell of its own insides. */
    default Insides insides() {
        return Insides.NONE;
    }
}
