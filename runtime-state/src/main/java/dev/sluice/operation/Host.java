package dev.sluice.operation;

import dev.sluice.config.Configuration;
import java.util.List;
import java.util.Map;

/** What the program around the state gives to operations; its wiring implements it. */
public interface Host {
    /** Reads the configuration again. */
    ConfigurationSource configuration();

    /** The environment, for {@code show env}. */
    Map<String, String> environment();

    /** The admin sockets, in order, for {@code show cli sockets}. */
    List<AdminSocket> adminSockets();

    /** Ends the process: softly once no connection is left, else now. Called on the control thread; returns at once. */
    void stop(boolean soft);

    /** A reload has been applied. Called on the control thread; returns at once. */
    void reloaded(Configuration before, Configuration now);

    /** Runs {@code task} once, after a delay, on any thread. */
    void schedule(Runnable task, long delayMillis);
}
