package dev.sluice.proxy.preface;

/** The bytes are no header of the PROXY protocol. */
public final class HeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    HeaderException(String message) {
        super(message, null, false, false);
    }
}
