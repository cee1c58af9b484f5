package dev.sluice.operation;

/** Hears of each change. Called on the control thread, in order; must return at once and keep what it hears bounded. */
@FunctionalInterface
public interface EventListener {
    /** A change has been applied. */
    void changed(Event event);
}
