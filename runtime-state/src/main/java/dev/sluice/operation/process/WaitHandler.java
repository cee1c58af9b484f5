package dev.sluice.operation.process;

import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.operation.backend.BackendRemoval;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.ServerRemoval;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Waits, looking now and then whether the condition holds. Holds no thread while it waits. */
final class WaitHandler {
    /** How often the condition is looked at. */
    private static final long LOOK_MILLIS = 50;

    private static final String NO_REASON = "(null)";

    private final Condition condition;
    private final Context context;
    private final long endMillis;
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();

    private WaitHandler(Condition condition, Duration delay, Context context) {
        this.condition = condition;
        this.context = context;
        this.endMillis = context.clock().millis() + delay.toMillis();
    }

    static CompletionStage<Outcome> start(Wait operation, Context context) {
        return operation
                .delay()
                .thenCompose(delay -> operation.condition().thenCompose(condition -> {
                    if (condition instanceof Condition.ServerRemovable on
                            && on.server().server().isEmpty()) {
                        return CompletableFuture.completedStage(
                                Outcome.refused(Reason.MISSING_ARGUMENT, "Require 'backend/server'."));
                    }
                    WaitHandler waiting = new WaitHandler(condition, delay, context);
                    waiting.look();
                    var unused = operation.interrupted().thenRun(waiting::interrupt);
                    return waiting.answer;
                }));
    }

    private void look() {
        if (answer.isDone()) {
            return;
        }
        Found found = examine();
        long left = endMillis - context.clock().millis();
        if (found.state == State.HOLDS || (condition instanceof Condition.Time && left <= 0)) {
            answer.complete(Outcome.done(Severity.INFO, "Done."));
        } else if (found.state == State.HOPELESS) {
            answer.complete(Outcome.refused(Reason.WAIT_FAILED, "Failed. " + found.reason));
        } else if (left <= 0) {
            answer.complete(Outcome.refused(Reason.WAIT_EXPIRED, "Wait delay expired. " + found.reason));
        } else {
            long pause = condition instanceof Condition.Time ? left : Math.min(left, LOOK_MILLIS);
            context.host().schedule(this::look, pause);
        }
    }

    private void interrupt() {
        Found found = examine();
        answer.complete(
                found.state == State.HOLDS
                        ? Outcome.done(Severity.INFO, "Done.")
                        : Outcome.refused(Reason.WAIT_INTERRUPTED, "Interrupted. " + found.reason));
    }

    private Found examine() {
        if (condition instanceof Condition.ServerRemovable on) {
            return server(on.server());
        }
        if (condition instanceof Condition.BackendRemovable on) {
            return backend(on.backend());
        }
        return new Found(State.NOT_YET, NO_REASON);
    }

    private Found server(ServerRef reference) {
        var found = Find.anyServer(context, reference);
        Server server = found.value();
        if (server == null) {
            return new Found(State.HOPELESS, found.refusal().text());
        }
        return removable(
                ServerRemoval.obstacle(server, context.state().configuration()), () -> ServerRemoval.delay(server));
    }

    private static Found removable(Optional<Outcome.Refused> obstacle, Supplier<Optional<Outcome.Refused>> delay) {
        return obstacle.map(refused -> new Found(State.HOPELESS, refused.text()))
                .or(() -> delay.get().map(refused -> new Found(State.NOT_YET, refused.text())))
                .orElseGet(() -> new Found(State.HOLDS, NO_REASON));
    }

    private Found backend(String reference) {
        var found = Find.backend(context, reference);
        Backend backend = found.value();
        if (backend == null) {
            return new Found(State.HOPELESS, found.refusal().text());
        }
        return removable(
                BackendRemoval.obstacle(backend, context.state().topology()), () -> BackendRemoval.delay(backend));
    }

    private enum State {
        HOLDS,
        NOT_YET,
        HOPELESS
    }

    private record Found(State state, String reason) {}
}
