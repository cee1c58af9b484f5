package dev.sluice.proxy.check;

import dev.sluice.state.CheckResult;
import dev.sluice.state.Server;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A way to check a server. */
interface Kind {
    /** Milliseconds between two checks of a server in its present state. */
    long intervalMillis(Server server);

    /** The shortest that {@link #intervalMillis} can become. */
    long shortestMillis(Server server);

    /** How long the next check waits at most from when the server's traffic has failed. */
    default long hurriedMillis(Server server) {
        return intervalMillis(server);
    }

    /** How much longer, as a part of it, the next interval is to be; negative for shorter. */
    double jitter();

    /** A check, not yet started. */
    Probe probe(Server server, Probe.Ended ended);

    /** Where it goes. */
    SocketAddress target(Server server) throws IOException;

    /** Passes a result on. */
    void report(Server server, CheckResult result, @Nullable String line);

    /** Has a probe's connection encrypted, or begun with a header, where that is wanted. */
    default void prepare(Server server, Probe probe) {}
}
