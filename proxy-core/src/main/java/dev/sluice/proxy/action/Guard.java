package dev.sluice.proxy.action;

/** When a rule applies. */
@FunctionalInterface
public interface Guard {
    /** Whether it does. */
    boolean holds(Transaction transaction);
}
