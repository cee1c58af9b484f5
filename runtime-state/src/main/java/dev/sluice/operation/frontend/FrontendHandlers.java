package dev.sluice.operation.frontend;

import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Frontend;
import dev.sluice.state.Frontends;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handles operations on frontends. */
final class FrontendHandlers {
    private FrontendHandlers() {}

    static CompletionStage<Outcome> disable(DisableFrontend operation, Context context) {
        return Find.namedFrontend(context, operation.frontend()).thenCompose(frontend -> switch (frontend.status()) {
            case STOP -> noticed(Reason.FRONTEND_SHUT_DOWN, "Frontend was previously shut down, cannot disable.");
            case PAUSED -> noticed(Reason.FRONTEND_ALREADY_DISABLED, "All sockets are already disabled.");
            case OPEN -> {
                context.servers().touched(frontend);
                context.changed("frontend " + frontend + " disabled");
                yield Frontends.pause(context.dataPlane(), frontend).thenApply(done -> Outcome.OK);
            }
        });
    }

    static CompletionStage<Outcome> enable(EnableFrontend operation, Context context) {
        return Find.namedFrontend(context, operation.frontend()).thenCompose(frontend -> switch (frontend.status()) {
            case STOP -> refused(Reason.FRONTEND_SHUT_DOWN, "Frontend was previously shut down, cannot enable.");
            case OPEN -> noticed(Reason.FRONTEND_ALREADY_ENABLED, "All sockets are already enabled.");
            case PAUSED -> resume(context, frontend);
        });
    }

    private static CompletionStage<Outcome> resume(Context context, Frontend frontend) {
        context.changing();
        return Frontends.resume(context.dataPlane(), frontend)
                .thenApplyAsync(
                        error -> {
                            if (error.isPresent()) {
                                frontend.status(Frontend.Status.PAUSED);
                                return Outcome.refused(
                                        Reason.BIND_FAILED,
                                        "Failed to resume frontend, check logs for precise cause (port conflict?).");
                            }
                            context.servers().touched(frontend);
                            context.changed("frontend " + frontend + " enabled");
                            return Outcome.OK;
                        },
                        context.control());
    }

    static CompletionStage<Outcome> shutdown(ShutdownFrontend operation, Context context) {
        return Find.namedFrontend(context, operation.frontend()).thenCompose(frontend -> {
            if (frontend.status() == Frontend.Status.STOP) {
                return noticed(Reason.FRONTEND_SHUT_DOWN, "Frontend was already shut down.");
            }
            context.servers().touched(frontend);
            context.changed("frontend " + frontend + " shut down");
            return Frontends.shutdown(context.dataPlane(), frontend).thenApply(done -> Outcome.OK);
        });
    }

    static Outcome maxconn(SetFrontendMaxconn operation, Context context) {
        return Find.namedFrontend(context, operation.frontend())
                .then(frontend -> operation.maxconn().then(maxconn -> {
                    if (maxconn != frontend.maxconn()) {
                        context.changing();
                        frontend.maxconn(maxconn);
                        context.dataPlane().limitsChanged();
                        context.servers().touched(frontend);
                        context.changed("frontend " + frontend + " has maxconn " + maxconn);
                    }
                    return Outcome.OK;
                }));
    }

    private static CompletionStage<Outcome> noticed(Reason reason, String text) {
        return CompletableFuture.completedStage(new Outcome.Refused(reason, Severity.NOTICE, text));
    }

    private static CompletionStage<Outcome> refused(Reason reason, String text) {
        return CompletableFuture.completedStage(Outcome.refused(reason, text));
    }
}
