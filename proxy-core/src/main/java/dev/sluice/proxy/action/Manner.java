package dev.sluice.proxy.action;

/** Why the proxy answers: statistics and the log tell them apart. */
public enum Manner {
    /** The request or response was not allowed. */
    DENIED('P', 'R'),
    /** The same after a while. */
    TARPITTED('P', 'T'),
    /** A rule says what the answer is. */
    RETURNED('L', 'R');

    private final char cause;
    private final char where;

    Manner(char cause, char where) {
        this.cause = cause;
        this.where = where;
    }

    /** First character of the termination state. */
    public char cause() {
        return cause;
    }

    /** Second character of the termination state of a request; that of a response tells how far it was. */
    public char where() {
        return where;
    }
}
