package dev.sluice.state;

/** Where the rules that traffic meets ask for changes of maps and ACLs. Any thread may call, and never waits. */
@FunctionalInterface
public interface PatternReports {
    /** Makes no change. */
    PatternReports NOBODY = (change, done) -> false;

    /**
     * Asks for a change, which the control thread makes in its turn.
     *
     * @param done runs on the control thread once traffic sees the change, or it was found to be none
     * @return whether it will be made; not where too many are waiting, which is counted, and {@code done} does not run
     */
    boolean change(PatternChange change, Runnable done);
}
