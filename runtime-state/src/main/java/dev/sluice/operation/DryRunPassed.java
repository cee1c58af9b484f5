package dev.sluice.operation;

/** Ends the handler of a dry run where it would begin to change something. */
final class DryRunPassed extends RuntimeException {
    private static final long serialVersionUID = 1;

    DryRunPassed() {
        super("a dry run has passed all checks", null, false, false);
    }
}
