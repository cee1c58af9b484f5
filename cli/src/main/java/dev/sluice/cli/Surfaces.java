package dev.sluice.cli;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.SluiceSettings;
import dev.sluice.grpc.GrpcServer;
import dev.sluice.grpc.Wiring;
import dev.sluice.socket.AdminSockets;
import dev.sluice.socket.Change;
import dev.sluice.stats.MetricsServer;
import dev.sluice.stats.PrometheusExporter;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ways in besides traffic: admin sockets, typed API, metrics. */
final class Surfaces implements AutoCloseable {
    /** Scrapes served at once; each holds a thread while its client reads. */
    private static final int SCRAPES_MAX = 4;

    /** Scrapes that may wait; a monitoring system asks every few seconds. */
    private static final int SCRAPES_WAITING_MAX = 64;

    /** How long calls under way may take at the end. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final AdminSockets sockets;
    private final Wiring grpcWiring;
    private final PrometheusExporter exporter;
    private final List<MetricsServer> metrics = new ArrayList<>();
    private final ThreadPoolExecutor scrapes = new ThreadPoolExecutor(
            SCRAPES_MAX,
            SCRAPES_MAX,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(SCRAPES_WAITING_MAX),
            new DefaultThreadFactory("sluice-metrics", true));
    private @Nullable GrpcServer grpc;

    Surfaces(AdminSockets sockets, Wiring grpcWiring, PrometheusExporter exporter) {
        this.sockets = sockets;
        this.grpcWiring = grpcWiring;
        this.exporter = exporter;
        scrapes.allowCoreThreadTimeOut(true);
    }

    /** Opens all of them or says why not; nobody is served before {@link #serve}. */
    Change open(Configuration configuration) throws StartException {
        Change change = sockets.prepare(configuration).toCompletableFuture().join();
        if (!change.errors().isEmpty()) {
            throw new StartException(change.errors());
        }
        try {
            List<BindSpec> binds = configuration.sluice().get(SluiceSettings.GRPC);
            if (!binds.isEmpty()) {
                grpc = GrpcServer.start(binds, grpcWiring);
            }
            for (BindSpec bind : configuration.sluice().get(SluiceSettings.METRICS)) {
                for (ListenAddress address : bind.addresses()) {
                    metrics.add(metrics(address, bind));
                }
            }
        } catch (IOException e) {
            throw new StartException(List.of(String.valueOf(e.getMessage())));
        }
        return change;
    }

    private MetricsServer metrics(ListenAddress address, BindSpec bind) throws IOException, StartException {
        if (address instanceof ListenAddress.Inet inet) {
            return MetricsServer.start(new InetSocketAddress(inet.host(), inet.port()), exporter, scrapes);
        }
        throw new StartException(
                List.of("[" + bind.location() + "] : metrics want an address and a port, not " + address.display()));
    }

    /** Serves from now on. */
    void serve(Change change) throws StartException {
        List<String> errors = change.commit().toCompletableFuture().join();
        if (!errors.isEmpty()) {
            throw new StartException(errors);
        }
        GrpcServer started = grpc;
        if (started != null) {
            started.serving(true);
        }
    }

    /** Follows a reload; completes with what could not be opened. */
    CompletionStage<List<String>> follow(Configuration now) {
        return sockets.prepare(now).thenCompose(change -> {
            if (change.errors().isEmpty()) {
                return change.commit();
            }
            return change.abandon().thenApply(done -> change.errors());
        });
    }

    AdminSockets sockets() {
        return sockets;
    }

    /** Where the typed API listens first; empty where it does not. */
    String grpcAddress() {
        GrpcServer started = grpc;
        return started == null || started.addresses().isEmpty()
                ? ""
                : withoutPrefix(started.addresses().get(0));
    }

    /** Where metrics are served first; empty where they are not. */
    String metricsAddress() {
        return metrics.isEmpty() ? "" : display(metrics.get(0));
    }

    /** What to say about ports that the kernel chose, since nobody could know them otherwise. */
    List<String> chosenPorts(Configuration configuration) {
        List<String> told = new ArrayList<>();
        GrpcServer started = grpc;
        if (started != null && leavesPortOpen(configuration.sluice().get(SluiceSettings.GRPC))) {
            started.addresses().forEach(address -> told.add("gRPC listens on " + withoutPrefix(address) + "."));
        }
        if (leavesPortOpen(configuration.sluice().get(SluiceSettings.METRICS))) {
            metrics.forEach(server -> told.add("Metrics are served on " + display(server) + "."));
        }
        return told;
    }

    private static boolean leavesPortOpen(List<BindSpec> binds) {
        return binds.stream()
                .flatMap(bind -> bind.addresses().stream())
                .anyMatch(address -> address instanceof ListenAddress.Inet inet && inet.port() == 0);
    }

    private static String display(MetricsServer server) {
        InetSocketAddress address = server.address();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static String withoutPrefix(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    /** Stops saying that all is well, before traffic ends. */
    void draining() {
        GrpcServer started = grpc;
        if (started != null) {
            started.serving(false);
        }
    }

    @Override
    public void close() {
        metrics.forEach(MetricsServer::close);
        scrapes.shutdown();
        GrpcServer started = grpc;
        if (started != null) {
            try {
                started.stop(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                started.close();
            }
        }
        sockets.close();
    }
}
