package dev.sluice.proxy.tls;

/** A client's first words cannot be answered: they are no TLS, or ask for what we do not have. */
final class HelloException extends Exception {
    private static final long serialVersionUID = 1L;
    static final int HANDSHAKE_FAILURE = 40;
    static final int DECODE_ERROR = 50;
    static final int UNRECOGNIZED_NAME = 112;
    private final int alert;

    HelloException(int alert) {
        super("alert " + alert, null, false, false);
        this.alert = alert;
    }

    /** What the client is told. */
    int alert() {
        return alert;
    }
}
