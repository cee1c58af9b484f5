package dev.sluice.proxy.listen;

import dev.sluice.config.ProxySettings;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limits that hold for new connections: of the process, the frontend, the listener, and their rates. Places are taken before a
 * connection is accepted, so that no limit is ever exceeded. Any thread.
 */
final class Limits {
    /** What becomes of the next connection. */
    enum Verdict {
        /** Its places are taken. */
        ADMITTED,
        /** Some limit is reached; {@link #placeIsFree} will tell. */
        FULL,
        /** A rate is exceeded; time will tell. */
        TOO_FAST
    }

    private static final long MILLIS_PER_SECOND = 1000;

    private final ProcessState process;
    private final Runnable onIdle;
    private final ExhaustionReport report;
    private final Queue<Acceptor> full = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fullCount = new AtomicInteger();

    /** Hears that a connection could not be accepted for want of descriptors or memory. */
    interface ExhaustionReport {
        /** Called on a worker. */
        void exhausted(Listener listener, String reason);
    }

    /** Limits of {@code process}; {@code onIdle} runs when the last connection of a stopping process has ended. */
    Limits(ProcessState process, Runnable onIdle, ExhaustionReport report) {
        this.process = process;
        this.onIdle = onIdle;
        this.report = report;
    }

    /** Takes the places of one more connection, or says why not. */
    Verdict admits(Listener listener, long nowMillis) {
        Frontend frontend = listener.frontend();
        if (isTooFast(listener, nowMillis)) {
            return Verdict.TOO_FAST;
        }
        if (process.maxconn() <= 0 || !process.connections().tryReserve(process.maxconn())) {
            return Verdict.FULL;
        }
        if (frontend.maxconn() > 0 && frontend.sessions().tryReserve(frontend.maxconn())) {
            if (listener.sessions().tryReserve(Math.max(0, listener.maxconn()))) {
                return Verdict.ADMITTED;
            }
            frontend.sessions().cancel();
        }
        process.connections().cancel();
        // Another acceptor may have taken what was only tried here for taken.
        placeIsFree();
        return Verdict.FULL;
    }

    /** The connection that places were taken for has come. */
    void entered(Listener listener) {
        int connections = process.connections().arrived();
        int unused = listener.frontend().sessions().arrived();
        int unusedToo = listener.sessions().arrived();
        // The last place but one counts already, as in HAProxy.
        if (connections + 1 >= process.maxconn()) {
            process.maxconnReached().getAndIncrement();
        }
    }

    /** The connection that places were taken for does not come; who stands for want of one looks again. */
    void notEntered(Listener listener) {
        listener.sessions().cancel();
        listener.frontend().sessions().cancel();
        process.connections().cancel();
        placeIsFree();
    }

    private boolean isTooFast(Listener listener, long nowMillis) {
        Frontend frontend = listener.frontend();
        int encrypted = listener.tls() == null ? 0 : process.sslRateLimit();
        int connections = process.connectionRateLimit();
        int sessions = process.sessionRateLimit();
        int ofFrontend = frontend.settings().get(ProxySettings.RATE_LIMIT_SESSIONS);
        return (connections > 0 && process.connectionRate().completePerSecond(nowMillis) >= connections)
                || (sessions > 0 && process.sessionRate().completePerSecond(nowMillis) >= sessions)
                || (encrypted > 0 && process.tls().clientRate().completePerSecond(nowMillis) >= encrypted)
                || (ofFrontend > 0 && frontend.sessionRate().completePerSecond(nowMillis) >= ofFrontend);
    }

    /** How long to wait until another connection fits the rates. */
    long pauseMillis(Listener listener) {
        int slowest = Integer.MAX_VALUE;
        int[] all = {
            process.connectionRateLimit(),
            process.sessionRateLimit(),
            listener.tls() == null ? 0 : process.sslRateLimit(),
            listener.frontend().settings().get(ProxySettings.RATE_LIMIT_SESSIONS)
        };
        for (int limit : all) {
            slowest = limit > 0 ? Math.min(slowest, limit) : slowest;
        }
        return Math.max(1, MILLIS_PER_SECOND / slowest);
    }

    /** Gives places back; who stands for want of one looks again. */
    void leave(Listener listener) {
        int unused = listener.sessions().decrement();
        int unusedToo = listener.frontend().sessions().decrement();
        if (process.connections().decrement() == 0 && process.isStopping()) {
            onIdle.run();
        }
        placeIsFree();
    }

    /** Remembers that {@code acceptor} stands; returns false where there is room again, so that it need not. */
    boolean standsFull(Acceptor acceptor) {
        full.add(acceptor);
        fullCount.getAndIncrement();
        // Who left before it was remembered has woken nobody.
        Listener listener = acceptor.listener();
        if (hasRoom(listener) && full.remove(acceptor)) {
            fullCount.getAndDecrement();
            return false;
        }
        return true;
    }

    private boolean hasRoom(Listener listener) {
        Frontend frontend = listener.frontend();
        return process.maxconn() > 0
                && frontend.maxconn() > 0
                && !process.connections().isFull(process.maxconn())
                && !frontend.sessions().isFull(frontend.maxconn())
                && !listener.sessions().isFull(listener.maxconn());
    }

    /** A place may be free: those who stand look again. */
    void placeIsFree() {
        if (fullCount.get() == 0) {
            return;
        }
        for (Acceptor each : full.toArray(new Acceptor[0])) {
            if (hasRoom(each.listener()) && full.remove(each)) {
                fullCount.getAndDecrement();
                each.worker().execute(each::lookAgain);
            }
        }
    }

    void exhausted(Listener listener, IOException failure) {
        report.exhausted(listener, BindFailure.reason(failure));
    }
}
