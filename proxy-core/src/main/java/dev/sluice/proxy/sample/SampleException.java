package dev.sluice.proxy.sample;

/** An expression that cannot be compiled; the message is in HAProxy's words. */
public final class SampleException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public SampleException(String message) {
        super(message);
    }

    /** What is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
