package dev.sluice.grpc;

import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The typed control API: its services on all addresses that the configuration gives, with health and reflection beside them.
 *
 * <p><b>Threads.</b> Any may call; calls of clients run on a bounded pool of its own.
 */
public final class GrpcServer implements AutoCloseable {
    /** How often certificate files are looked at. */
    private static final int REFRESH_SECONDS = 60;

    /** Tells at INFO, with a stack trace, of whatever a port scanner sends. Kept, since levels of loggers that nobody keeps are forgotten. */
    private static final Logger PEERS = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport");

    /** The same, at WARNING, of each request that is larger than allowed, of which its client is told. */
    private static final Logger REQUESTS = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerStream");

    private final List<Listening> listening = new CopyOnWriteArrayList<>();
    private final Health health;
    private final Services services;
    private final ThreadPoolExecutor executor;
    private final ScheduledThreadPoolExecutor timer = Executors.timer();

    private GrpcServer(Health health, Services services, ThreadPoolExecutor executor) {
        this.health = health;
        this.services = services;
        this.executor = executor;
    }

    /**
     * Starts on all addresses or none. Health says NOT_SERVING until {@link #serving}.
     *
     * @param binds the lines of the configuration; the level, and TLS where asked for, are in their settings
     * @throws IOException if an address cannot be had, or would carry commands in the clear over a network
     */
    public static GrpcServer start(List<BindSpec> binds, Wiring wiring) throws IOException {
        PEERS.setLevel(Level.WARNING);
        REQUESTS.setLevel(Level.SEVERE);
        ThreadPoolExecutor executor = Executors.bounded();
        Health health = new Health();
        Services services = new Services(wiring, health);
        GrpcServer started = new GrpcServer(health, services, executor);
        started.serving(false);
        boolean complete = false;
        try {
            for (BindSpec bind : binds) {
                for (ListenAddress address : bind.addresses()) {
                    started.listening.add(Listening.start(address, bind.settings(), executor, services));
                }
            }
            var unused = started.timer.scheduleWithFixedDelay(
                    started::refreshCertificates, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
            complete = true;
            return started;
        } finally {
            if (!complete) {
                started.close();
            }
        }
    }

    /** Loads what a server loads by path, for a process whose paths will mean something else; whether there was something to load. */
    public static boolean loadLibraries() {
        return Epoll.isAvailable();
    }

    /** Has changed certificate files taken up by new connections. */
    void refreshCertificates() {
        listening.forEach(Listening::refreshCertificates);
    }

    /** Where it listens, in the form of {@link ListenAddress#display()}, with the ports that the kernel chose. */
    public List<String> addresses() {
        return listening.stream().map(Listening::address).toList();
    }

    /** How many watches there are. */
    int watches() {
        return services.watches();
    }

    /** What health says from now on, of the whole and of each service. */
    public void serving(boolean serves) {
        ServingStatus status = serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.set("", status);
        services.names().forEach(service -> health.set(service, status));
    }

    /** Ends: health says NOT_SERVING, no new call is taken, calls under way may finish within {@code grace}, then all is cut. */
    public void stop(Duration grace) throws InterruptedException {
        health.end();
        services.endWatches();
        listening.forEach(Listening::shutdown);
        long end = System.nanoTime() + grace.toNanos();
        for (Listening each : listening) {
            if (!each.awaitEnd(Math.max(0, end - System.nanoTime()))) {
                break;
            }
        }
        close();
    }

    /** Ends at once. */
    @Override
    public void close() {
        health.end();
        services.endWatches();
        listening.forEach(Listening::close);
        timer.shutdownNow();
        executor.shutdown();
    }
}
