package dev.sluice.proxy.action;

/** What a rule does, its arguments known. Never changes; run on the worker of the transaction. */
@FunctionalInterface
public interface Action {
    /** Does it. */
    Verdict run(Transaction transaction);
}
