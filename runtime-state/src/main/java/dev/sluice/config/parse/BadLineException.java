package dev.sluice.config.parse;

/** Ends the handling of a line that makes no sense; its message is what the user is told. The other lines are still read. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code message} is what follows {@code parsing [file:line] : }. */
    public BadLineException(String message) {
        super(message);
    }

    /** What the user is told. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
