package dev.sluice.pattern;

/** Patterns that make no sense or could not be read; the message is told to whoever wrote them. */
public final class PatternException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public PatternException(String message) {
        super(message);
    }

    /** Says what is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
