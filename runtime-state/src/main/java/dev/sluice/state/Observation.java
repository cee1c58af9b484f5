package dev.sluice.state;

import dev.sluice.config.ObserveSettings;
import dev.sluice.config.ObserveSettings.Layer;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Errors of a server's traffic in a row ({@code observe}). All workers count in one number, as a row of errors is the server's, whoever
 * sees it.
 */
public final class Observation {
    /** Consequences under way at once. A server is down long before, and more of the same would only keep the control thread busy. */
    private static final int REPORTS_MAX = 64;

    private static final int STATUS_MIN = 100;
    private static final int STATUS_MAX = 499;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private final boolean responses;
    private final int limit;
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger reports = new AtomicInteger();

    private Observation(boolean responses, int limit) {
        this.responses = responses;
        this.limit = limit;
    }

    /** What a server's settings ask for, null where that is nothing; nobody whose health is not checked is judged. */
    static @Nullable Observation of(Settings server, Settings backend) {
        Layer layer = server.get(ObserveSettings.OBSERVE);
        boolean possible = layer == Layer.LAYER4 || backend.get(ProxySettings.MODE) == Mode.HTTP;
        return layer != Layer.NONE && possible && server.get(ServerSettings.CHECK)
                ? new Observation(layer == Layer.LAYER7, server.get(ObserveSettings.ERROR_LIMIT))
                : null;
    }

    /** A connection stands. */
    public void connected() {
        if (!responses) {
            good();
        }
    }

    /** A response has begun; returns whether its status is one that speaks against the server. */
    public boolean isBad(int status) {
        if (!responses) {
            return false;
        }
        boolean good = status >= STATUS_MIN && status <= STATUS_MAX
                || status == NOT_IMPLEMENTED
                || status == VERSION_NOT_SUPPORTED;
        if (good) {
            good();
        }
        return !good;
    }

    private void good() {
        if (errors.get() != 0) {
            errors.set(0);
        }
    }

    /** Counts an error; returns how many there have been in a row when that is enough for something to follow, 0 otherwise. */
    public int failed(Failure what) {
        if (what != Failure.CONNECTION && !responses) {
            return 0;
        }
        int now = errors.incrementAndGet();
        if (now < limit) {
            return 0;
        }
        errors.set(0);
        return now;
    }

    /** Whether what follows is to be reported; {@link #reported()} comes after that. */
    public boolean mayReport() {
        boolean may = reports.get() < REPORTS_MAX;
        if (may) {
            reports.incrementAndGet();
        }
        return may;
    }

    /** A report has taken effect. */
    void reported() {
        reports.decrementAndGet();
    }

    /** What goes wrong, in the words that statistics and logs have for it. */
    public enum Failure {
        CONNECTION("L4 unsuccessful connection"),
        STATUS("Wrong http response"),
        HEAD("Invalid http response (headers)"),
        TIMEOUT("Read timeout (http)"),
        READ("Read error (http)");

        private final String text;

        Failure(String text) {
            this.text = text;
        }
    }

    /** What a row of errors that ended with {@code last} is told as. */
    static String told(int errors, Failure last) {
        return "Detected " + errors + " consecutive errors, last one was: " + last.text;
    }
}
