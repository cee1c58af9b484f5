package dev.sluice.proxy.session;

/** What one request says about attempts to reach a server, in place of its backend's settings. */
public interface AttemptLimits {
    /** What the backend's settings say. */
    AttemptLimits CONFIGURED = new AttemptLimits() {};

    /** How long an attempt may take; 0 for ever. */
    default long connectMillis(long configured) {
        return configured;
    }

    /** How long it may wait for a server; 0 for ever. */
    default long queueMillis(long configured) {
        return configured;
    }

    /** How often an attempt is repeated. */
    default int retriesMax(int configured) {
        return configured;
    }
}
