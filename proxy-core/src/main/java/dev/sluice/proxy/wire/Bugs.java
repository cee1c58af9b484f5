package dev.sluice.proxy.wire;

import java.lang.System.Logger;

/**
 * Keeps a bug in one session from harming the others of its worker: without this, an exception would end the turn, and with it the
 * events of all other connections in it, which are told only once.
 */
public final class Bugs {
    private static final Logger LOGGER = System.getLogger("dev.sluice.proxy");

    private Bugs() {}

    /** Runs a step; a bug in it is logged. Returns whether there was none. */
    @SuppressWarnings(
            "IllegalCatch") // The worker's one place for bugs, as the control loop has one for those of handlers.
    public static boolean contain(Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException bug) {
            LOGGER.log(Logger.Level.ERROR, "bug in a session", bug);
            return false;
        }
    }
}
