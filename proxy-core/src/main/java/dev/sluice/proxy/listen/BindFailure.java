package dev.sluice.proxy.listen;

import java.io.IOException;

/** A listening socket could not be opened; the message says why, in HAProxy's words. */
final class BindFailure extends Exception {
    private static final long serialVersionUID = 1L;

    BindFailure(String text) {
        super(text);
    }

    /** The system's words in a failure, without the call's name. */
    static String reason(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        int at = text.lastIndexOf(": ");
        return at < 0 ? text : text.substring(at + 2);
    }
}
