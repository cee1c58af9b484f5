package dev.sluice.operation.session;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.DataPlane.StreamFilter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Handles operations on sessions. */
final class SessionHandlers {
    /** More streams than this are not described at once; a list that long helps nobody. */
    private static final int SHOWN_MAX = 65_536;

    private SessionHandlers() {}

    static CompletionStage<Outcome> show(ShowSessions operation, Context context) {
        Checked<StreamFilter> filter = Checked.of(StreamFilter.ALL);
        for (Checked<Criterion> criterion : operation.criteria()) {
            filter = filter.and(before -> criterion.and(added -> narrowed(context, before, added)));
        }
        return filter.thenCompose(wanted -> CompletableFuture.supplyAsync(
                        () -> context.dataPlane().streams(wanted, SHOWN_MAX), context.control())
                .thenCompose(Function.identity())
                .thenApply(streams -> streams.isEmpty() && wanted.id() != null
                        ? Outcome.refused(Reason.SESSION_NOT_FOUND, "Session not found.")
                        : new Outcome.Rows(Cursor.of(streams))));
    }

    private static Checked<StreamFilter> narrowed(Context context, StreamFilter filter, Criterion criterion) {
        if (criterion instanceof Criterion.WithId one) {
            return Checked.of(new StreamFilter(
                    one.id(), filter.server(), filter.backend(), filter.frontend(), filter.olderThanMillis()));
        }
        if (criterion instanceof Criterion.OlderThan age) {
            return Checked.of(
                    new StreamFilter(filter.id(), filter.server(), filter.backend(), filter.frontend(), age.millis()));
        }
        if (criterion instanceof Criterion.OnServer on) {
            return Find.anyServer(context, on.server())
                    .and(server -> Checked.of(new StreamFilter(
                            filter.id(), server, filter.backend(), filter.frontend(), filter.olderThanMillis())));
        }
        if (criterion instanceof Criterion.OnBackend on) {
            return Find.backend(context, on.backend())
                    .and(backend -> Checked.of(new StreamFilter(
                            filter.id(), filter.server(), backend, filter.frontend(), filter.olderThanMillis())));
        }
        Criterion.OnFrontend on = (Criterion.OnFrontend) criterion;
        return Find.frontend(context, on.frontend())
                .and(frontend -> Checked.of(new StreamFilter(
                        filter.id(), filter.server(), filter.backend(), frontend, filter.olderThanMillis())));
    }

    static CompletionStage<Outcome> shutdown(ShutdownSession operation, Context context) {
        return operation.id().thenCompose(id -> {
            context.changing();
            return context.dataPlane()
                    .shutdownSession(id)
                    .thenApplyAsync(
                            found -> {
                                if (!found) {
                                    return Outcome.refused(
                                            Reason.SESSION_NOT_FOUND, "No such session (use 'show sess').");
                                }
                                context.changed("session 0x" + Long.toHexString(id) + " cut");
                                return Outcome.OK;
                            },
                            context.control());
        });
    }
}
