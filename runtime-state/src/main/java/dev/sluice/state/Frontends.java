package dev.sluice.state;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Pauses, resumes and shuts down frontends, all their listeners together. */
@ControlThread
public final class Frontends {
    private static final int WARNING = 4;

    private Frontends() {}

    /** Has a frontend refuse connections; completes when it does. */
    public static CompletionStage<Void> pause(DataPlane dataPlane, Frontend frontend) {
        frontend.status(Frontend.Status.PAUSED);
        dataPlane.log(frontend, WARNING, "Paused frontend " + frontend + ".");
        return all(frontend.listeners().stream().map(dataPlane::pause).map(CompletionStage::toCompletableFuture));
    }

    /** Has a frontend take connections; completes with an error when a listener can not. */
    public static CompletionStage<Optional<String>> resume(DataPlane dataPlane, Frontend frontend) {
        frontend.status(Frontend.Status.OPEN);
        CompletionStage<Optional<String>> first = CompletableFuture.completedStage(Optional.empty());
        for (Listener listener : frontend.listeners()) {
            first = first.thenCombine(dataPlane.resume(listener), (before, error) -> before.or(() -> error));
        }
        return first.whenComplete((error, bug) -> {
            if (bug == null && error.isEmpty()) {
                dataPlane.log(frontend, WARNING, "Resumed frontend " + frontend + ".");
            }
        });
    }

    /** Closes a frontend's listeners for good; completes when they are closed. */
    public static CompletionStage<Void> shutdown(DataPlane dataPlane, Frontend frontend) {
        frontend.status(Frontend.Status.STOP);
        dataPlane.log(
                frontend,
                WARNING,
                "Proxy " + frontend + " stopped (cumulated conns: FE: "
                        + frontend.counters().sum(Counter.CONNECTIONS) + ", BE: 0).");
        return all(frontend.listeners().stream().map(dataPlane::close).map(CompletionStage::toCompletableFuture));
    }

    /** Has every listener of every open frontend accept; completes with why some could not. */
    public static CompletionStage<List<String>> open(DataPlane dataPlane, Topology topology) {
        List<CompletableFuture<Optional<String>>> opening = topology.frontends().stream()
                .filter(frontend -> frontend.status() == Frontend.Status.OPEN)
                .flatMap(frontend -> frontend.listeners().stream())
                .map(listener -> dataPlane.resume(listener).toCompletableFuture())
                .toList();
        return Reconfiguration.gather(opening);
    }

    private static CompletionStage<Void> all(Stream<CompletableFuture<Void>> stages) {
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
    }
}
