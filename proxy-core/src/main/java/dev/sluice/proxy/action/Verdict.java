package dev.sluice.proxy.action;

/** What becomes of a list of rules after an action. */
public enum Verdict {
    /** The next rule is looked at. */
    CONTINUE,
    /** No more rules of this list are looked at, and the transaction goes on. */
    ALLOW,
    /** The transaction was answered or ended: nothing of it is touched any more. */
    ENDED,
    /** Something is waited for: this action is run again when the transaction goes on. */
    WAIT,
    /** A head could not be changed as wanted. */
    FAILED
}
