package dev.sluice.operation.process;

import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.Frontend;
import dev.sluice.state.Frontends;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ends the process, or has it pause. */
final class StopHandlers {
    private StopHandlers() {}

    static CompletionStage<Outcome> stop(Stop operation, Context context) {
        context.changing();
        context.state().process().stop();
        context.changed(operation.soft() ? "soft stop" : "stop");
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        for (Frontend frontend : context.state().topology().frontends()) {
            if (frontend.status() != Frontend.Status.STOP) {
                closing.add(Frontends.shutdown(context.dataPlane(), frontend).toCompletableFuture());
            }
        }
        context.host().stop(operation.soft());
        return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
                .thenApply(done -> Outcome.OK);
    }

    static CompletionStage<Outcome> pauseAll(PauseAll operation, Context context) {
        context.changing();
        List<CompletableFuture<Void>> pausing = new ArrayList<>();
        for (Frontend frontend : context.state().topology().frontends()) {
            if (frontend.status() == Frontend.Status.OPEN) {
                pausing.add(Frontends.pause(context.dataPlane(), frontend).toCompletableFuture());
            }
        }
        context.changed(pausing.size() + " frontends paused");
        pausing.add(context.host().paused(true).<Void>thenApply(none -> null).toCompletableFuture());
        return CompletableFuture.allOf(pausing.toArray(CompletableFuture[]::new))
                .thenApply(done -> Outcome.OK);
    }

    static CompletionStage<Outcome> resumeAll(ResumeAll operation, Context context) {
        context.changing();
        CompletionStage<Optional<String>> failed = CompletableFuture.completedStage(Optional.empty());
        for (Frontend frontend : context.state().topology().frontends()) {
            if (frontend.status() == Frontend.Status.PAUSED) {
                failed = failed.thenCombine(
                        Frontends.resume(context.dataPlane(), frontend)
                                .thenApplyAsync(
                                        error -> {
                                            error.ifPresent(text -> frontend.status(Frontend.Status.PAUSED));
                                            return error;
                                        },
                                        context.control()),
                        (before, error) -> before.or(() -> error));
            }
        }
        context.changed("paused frontends resumed");
        failed = failed.thenCombine(
                context.host().paused(false),
                (before, errors) -> before.or(() -> errors.stream().findFirst()));
        return failed.thenApply(error ->
                error.map(text -> Outcome.refused(Reason.BIND_FAILED, text)).orElse(Outcome.OK));
    }
}
