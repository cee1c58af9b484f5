package dev.sluice.tls;

/** What was read is no certificate, key or list, or they do not fit together. */
public final class TlsFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, for people. */
    public TlsFormatException(String message) {
        super(message);
    }

    /** What is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
