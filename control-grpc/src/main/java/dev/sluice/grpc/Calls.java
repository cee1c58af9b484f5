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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /** The same, once for each request id. */
    <R extends Message> void change(
            StreamObserver<R> to, String requestId, Message request, Supplier<CompletionStage<R>> work) {
        String identity = caller().identity();
        answer(to, () -> requestIds.once(requestId, identity, request, work));
    }

    /** Submits an operation; the stage completes with {@code done} of a success, else with the error. */
    <R> CompletionStage<R> submit(
            Operation operation, Subject subject, Precondition condition, Function<Outcome, R> done) {
        return door.submit(operation, caller(), unlessCancelled(condition)).thenApply(outcome -> {
            Optional<Outcome.Refused> refused =
                    outcome.match(none -> Optional.empty(), none -> Optional.empty(), Optional::of);
            if (refused.isPresent()) {
                throw Errors.of(refused.get(), subject, operations.of(operation).name());
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

    /**
     * A page of a list.
     *
     * @param arguments the request without its page fields
     * @param all makes the whole list, for the first page
     */
    <T extends Message> CompletionStage<Pages.Page<T>> page(
            Paging paging, Message arguments, Supplier<CompletionStage<List<T>>> all) {
        int size = Pages.size(paging.size());
        List<Object> boundTo = List.of(caller().identity(), caller().level(), arguments);
        if (!paging.token().isEmpty()) {
            return java.util.concurrent.CompletableFuture.completedStage(pages.next(paging.token(), size, boundTo));
        }
        long revision = revision();
        return all.get().thenApply(items -> pages.first(items, revision, size, boundTo));
    }

    /** Which page. */
    record Paging(int size, String token) {}
}
