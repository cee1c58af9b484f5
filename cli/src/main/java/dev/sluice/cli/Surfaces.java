package dev.sluice.cli;

import dev.sluice.config.Configuration;
import dev.sluice.config.SluiceSettings;
import dev.sluice.grpc.Wiring;
import dev.sluice.operation.Prepared;
import dev.sluice.socket.AdminSockets;
import dev.sluice.socket.Change;
import dev.sluice.stats.PrometheusExporter;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The ways in besides traffic: admin sockets, typed API, metrics. */
final class Surfaces implements AutoCloseable {
    /** Scrapes served at once; each holds a thread while its client reads. */
    private static final int SCRAPES_MAX = 4;

    /** Scrapes that may wait; a monitoring system asks every few seconds. */
    private static final int SCRAPES_WAITING_MAX = 64;

    private final AdminSockets sockets;
    private final Endpoints grpc;
    private final Endpoints metrics;

    /** Opens and closes, which may take a while. */
    private final ExecutorService slowWork =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("sluice-surfaces", true));

    /** Waits for calls under way where an endpoint is gone; none of its threads stays. */
    private final ExecutorService closing =
            Executors.newCachedThreadPool(new DefaultThreadFactory("sluice-closing", true));

    private final ThreadPoolExecutor scrapes = new ThreadPoolExecutor(
            SCRAPES_MAX,
            SCRAPES_MAX,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(SCRAPES_WAITING_MAX),
            new DefaultThreadFactory("sluice-metrics", true));

    Surfaces(AdminSockets sockets, Wiring grpcWiring, PrometheusExporter exporter) {
        this.sockets = sockets;
        this.grpc = new Endpoints("grpc", spec -> Endpoint.grpc(spec, grpcWiring), closing);
        this.metrics = new Endpoints("metrics", spec -> Endpoint.metrics(spec, exporter, scrapes), closing);
        scrapes.allowCoreThreadTimeOut(true);
    }

    /** Opens what a configuration has that is not open yet; nobody is served before it is committed. */
    CompletionStage<Opening> prepare(Configuration next) {
        return sockets.prepare(next).thenApplyAsync(change -> new Opening(change, next), slowWork);
    }

    /** What was opened for a configuration. */
    final class Opening implements Prepared {
        private final Change change;
        private final Endpoints.Step grpcStep;
        private final Endpoints.Step metricsStep;
        private volatile List<String> errors;

        private Opening(Change change, Configuration next) {
            this.change = change;
            List<String> problems = new ArrayList<>(change.errors());
            grpcStep = grpc.prepare(next.sluice().get(SluiceSettings.GRPC), problems);
            metricsStep = metrics.prepare(next.sluice().get(SluiceSettings.METRICS), problems);
            errors = List.copyOf(problems);
        }

        @Override
        public List<String> errors() {
            return errors;
        }

        /** The same, not to be used where there are reasons against it. */
        Prepared refusedFor(List<String> reasons) {
            List<String> all = new ArrayList<>(reasons);
            all.addAll(errors);
            errors = List.copyOf(all);
            return this;
        }

        /** Has clients of admin sockets find them, who then wait. */
        CompletionStage<List<String>> publish() {
            return change.publish();
        }

        @Override
        public CompletionStage<List<String>> commit() {
            CompletionStage<List<String>> others = CompletableFuture.supplyAsync(this::commitOthers, slowWork);
            return change.commit().thenCombine(others, (some, more) -> {
                List<String> all = new ArrayList<>(some);
                all.addAll(more);
                return all;
            });
        }

        private List<String> commitOthers() {
            List<String> problems = new ArrayList<>();
            grpcStep.commit(problems);
            metricsStep.commit(problems);
            return problems;
        }

        @Override
        public CompletionStage<Void> abandon() {
            return change.abandon()
                    .thenRunAsync(
                            () -> {
                                grpcStep.abandon();
                                metricsStep.abandon();
                            },
                            slowWork);
        }
    }

    /** Lets go of the addresses that a successor cannot listen on beside this process. */
    CompletionStage<List<String>> pause() {
        return CompletableFuture.supplyAsync(
                () -> {
                    grpc.pause();
                    metrics.pause();
                    return List.of();
                },
                slowWork);
    }

    /** Takes them again. */
    CompletionStage<List<String>> resume(Configuration present) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<String> problems = new ArrayList<>();
                    grpc.prepare(present.sluice().get(SluiceSettings.GRPC), problems)
                            .commit(problems);
                    metrics.prepare(present.sluice().get(SluiceSettings.METRICS), problems)
                            .commit(problems);
                    return problems;
                },
                slowWork);
    }

    AdminSockets sockets() {
        return sockets;
    }

    /** Where the typed API listens first; empty where it does not. */
    String grpcAddress() {
        return grpc.address();
    }

    /** Where metrics are served first; empty where they are not. */
    String metricsAddress() {
        return metrics.address();
    }

    /** What to say about ports that the kernel chose, since nobody could know them otherwise. */
    List<String> chosenPorts() {
        List<String> told = new ArrayList<>();
        grpc.chosenAddresses().forEach(address -> told.add("gRPC listens on " + address + "."));
        metrics.chosenAddresses().forEach(address -> told.add("Metrics are served on " + address + "."));
        return told;
    }

    /** Stops saying that all is well, before traffic ends. */
    void draining() {
        grpc.serving(false);
    }

    @Override
    public void close() {
        slowWork.shutdown();
        metrics.close();
        scrapes.shutdown();
        grpc.close();
        sockets.close();
        closing.shutdown();
    }
}
