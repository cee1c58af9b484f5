package dev.sluice.cli.args;

/** The words after the program's name make no sense; the message says which. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is said to the user. */
    public UsageException(String message) {
        super(message);
    }
}
