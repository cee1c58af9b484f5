package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Door;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Operations;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How a request becomes an operation and its outcome an answer; all services work through this. */
final class Calls {
    private final Door door;
    private final Operations operations;
    private final RequestIds requestIds;
    private final Pages pages;

    Calls(Door door, Operations operations, RequestIds requestIds, Pages pages) {
        this.door = door;
        this.operations = operations;
        this.requestIds = requestIds;
        this.pages = pages;
    }

    /** Who calls. */
    static Caller caller() {
        return Identity.CALLER.get();
    }

    /** The number of the newest change. */
    long revision() {
        return door.revision();
    }

    /** Answers with what {@code work} gives; what it throws as a status, or completes with, becomes the error. */
    <R extends Message> void answer(StreamObserver<R> to, Supplier<CompletionStage<R>> work) {
        CompletionStage<R> response;
        try {
            response = work.get();
        } catch (StatusRuntimeException e) {
            to.onError(e);
            return;
        }
        var unused = response.whenComplete((message, error) -> {
            if (error != null) {
                to.onError(error instanceof CompletionException wrapped ? wrapped.getCause() : error);
            } else {
                to.onNext(message);
                to.onCompleted();
            }
        });
    }

    /** Does {@code work}, which answers by itself unless it fails. */
    void begin(StreamObserver<?> to, Supplier<CompletionStage<Void>> work) {
        CompletionStage<Void> begun;
        try {
            begun = work.get();
        } catch (StatusRuntimeException e) {
            to.onError(e);
            return;
        }
        var unused = begun.whenComplete((done, error) -> {
            if (error != null) {
                to.onError(error instanceof CompletionException wrapped ? wrapped.getCause() : error);
            }
        });
    }

    /** The same of a change: once for each request id, and only looked at where the request says {@code validate_only}. */
    <R extends Message> void change(
            StreamObserver<R> to, String requestId, Message request, Supplier<CompletionStage<R>> work) {
        answer(to, () -> changed(requestId, request, work));
    }

    /** What a change answers. */
    @SuppressWarnings("unchecked") // What the method's own prototype builds is of the method's own type.
    <R extends Message> CompletionStage<R> changed(
            String requestId, Message request, Supplier<CompletionStage<R>> work) {
        if (!Requests.isDryRun(request)) {
            return requestIds.once(requestId, caller().identity(), request, work);
        }
        Message prototype = Requests.RESPONSE.get();
        Context dry = Context.current().withValue(Requests.DRY_RUN, true);
        Context before = dry.attach();
        try {
            return work.get().handle((none, error) -> {
                Throwable cause = error instanceof CompletionException wrapped ? wrapped.getCause() : error;
                if (cause instanceof DryRunDone) {
                    return (R) Requests.withRevision(prototype, revision());
                }
                throw error instanceof CompletionException wrapped ? wrapped : new CompletionException(error);
            });
        } finally {
            dry.detach(before);
        }
    }

    /** Ends a dry run that was not refused, before anything is made of an outcome that there is not. */
    private static final class DryRunDone extends RuntimeException {
        private static final long serialVersionUID = 1;

        DryRunDone() {
            super("a dry run has passed", null, false, false);
        }
    }

    /** Submits an operation; the stage completes with {@code done} of a success, else with the error. */
    <R> CompletionStage<R> submit(
            Operation operation, Subject subject, Precondition condition, Function<Outcome, R> done) {
        boolean dryRun = Requests.DRY_RUN.get();
        CompletionStage<Outcome> stage = dryRun
                ? door.check(operation, caller(), unlessCancelled(condition))
                : door.submit(operation, caller(), unlessCancelled(condition));
        // What follows may call again, and is still the same caller's, whichever thread it runs on.
        Context context = Context.current();
        CompletableFuture<Outcome> answered = new CompletableFuture<>();
        var unused = stage.whenComplete((outcome, error) -> context.run(() -> {
            if (error != null) {
                answered.completeExceptionally(error);
            } else {
                answered.complete(outcome);
            }
        }));
        return answered.thenApply(outcome -> {
            Optional<Outcome.Refused> refused =
                    outcome.match(none -> Optional.empty(), none -> Optional.empty(), Optional::of);
            if (refused.isPresent()) {
                throw Errors.of(refused.get(), subject, operations.of(operation).name());
            }
            if (dryRun) {
                throw new DryRunDone();
            }
            return done.apply(outcome);
        });
    }

    /** A caller that has gone, or whose deadline has passed, gets nothing done that had not begun. */
    private static Precondition unlessCancelled(Precondition condition) {
        Context context = Context.current();
        return state -> context.isCancelled()
                ? Optional.of(Outcome.refused(Reason.CANCELLED, "The call was cancelled before its turn came."))
                : condition.refusal(state);
    }

    /** The rows of a list that are of a type. */
    static <T> List<T> rows(Outcome outcome, Class<T> type) {
        return outcome.match(done -> List.of(), rows -> drain(rows.rows(), type), refused -> List.of());
    }

    private static <T> List<T> drain(Cursor<?> cursor, Class<T> type) {
        List<T> all = new ArrayList<>();
        for (Object row = cursor.next(); row != null; row = cursor.next()) {
            if (type.isInstance(row)) {
                all.add(type.cast(row));
            }
        }
        return all;
    }

    /** The one value of an outcome. */
    static <T> T value(Outcome outcome, Class<T> type) {
        return outcome.match(
                done -> type.cast(done.value()),
                rows -> {
                    throw new IllegalStateException("a list, not a value");
                },
                refused -> {
                    throw new IllegalStateException("refused: " + refused);
                });
    }

    /** What a look at {@code operation} gives, each row as its message. */
    <T, M> CompletionStage<List<M>> each(
            Operation operation, Subject subject, Class<T> type, Function<? super T, ? extends M> message) {
        return submit(
                operation,
                subject,
                Precondition.NONE,
                outcome -> rows(outcome, type).stream().<M>map(message).toList());
    }

    /** Answers with a page of what a look at {@code operation} gives that is about nothing in particular, each row as its message. */
    <R extends Message, T, M> void list(
            StreamObserver<R> to,
            Message request,
            Operation operation,
            Class<T> type,
            Function<? super T, ? extends M> message) {
        list(to, request, () -> this.<T, M>each(operation, Subject.field(""), type, message));
    }

    /** Answers with a page of a list; {@code all} makes the whole of it, for the first page. */
    @SuppressWarnings("unchecked") // What the method's own prototype builds is of the method's own type.
    <R extends Message, T> void list(StreamObserver<R> to, Message request, Supplier<CompletionStage<List<T>>> all) {
        Message empty = Requests.RESPONSE.get();
        answer(to, () -> page(request, all).thenApply(page -> (R) Requests.listing(empty, page)));
    }

    private <T> CompletionStage<Pages.Page<T>> page(Message request, Supplier<CompletionStage<List<T>>> all) {
        Requests.Paging paging = Requests.paging(request);
        int size = Pages.size(paging.size());
        List<Object> boundTo = List.of(caller().identity(), caller().level(), Requests.withoutPage(request));
        if (!paging.token().isEmpty()) {
            return CompletableFuture.completedStage(pages.next(paging.token(), size, boundTo));
        }
        long revision = revision();
        UnaryOperator<List<T>> chosen = Requests.chosen(request);
        return all.get().thenApply(items -> pages.first(chosen.apply(items), revision, size, boundTo));
    }
}
