package dev.sluice.proxy.wire;

/** Why a connection failed: the side it concerns, and whether another attempt may help. */
public enum WireError {
    NONE("", false),
    REFUSED("Connection refused", true),
    RESET("Connection reset by peer", true),
    BROKEN_PIPE("Broken pipe", true),
    TIMED_OUT("Connection timed out", true),
    UNREACHABLE("No route to host", true),
    NETWORK_UNREACHABLE("Network is unreachable", true),
    NO_SUCH_SOCKET("No such file or directory", true),
    NOT_PERMITTED("Permission denied", true),
    ADDRESS_UNAVAILABLE("Cannot assign requested address", true),
    /** Out of descriptors, ports or memory: our side's fault. */
    NO_RESOURCES("Cannot allocate memory", true),
    /** The connection stood, but hands could not be shaken for encryption. */
    HANDSHAKE("SSL handshake failure", true),
    OTHER("Input/output error", true);

    private final String text;
    private final boolean retryMayHelp;

    WireError(String text, boolean retryMayHelp) {
        this.text = text;
        this.retryMayHelp = retryMayHelp;
    }

    /** The system's words for it. */
    public String text() {
        return text;
    }

    /** Whether trying again makes sense. */
    public boolean retryMayHelp() {
        return retryMayHelp;
    }
}
