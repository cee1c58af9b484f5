package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.operation.Reason;
import dev.sluice.state.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers by the id of their request, so that a caller who lost one can ask again. Refusals are not remembered: they changed
 * nothing, and asking again may succeed.
 *
 * <p><b>Threads.</b> Any; a lock guards the map, never held while an operation runs.
 */
final class RequestIds {
    /** How long an answer is remembered. */
    static final long KEPT_MILLIS = 600_000;

    /** Past this many the oldest are forgotten early: at some 500 bytes each this is 32 MB. */
    static final int KEPT_MAX = 65_536;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    RequestIds(Clock clock) {
        this.clock = clock;
    }

    /** What {@code first} gives, or what it gave when this request came before; an empty id is always the first time. */
    @SuppressWarnings("unchecked") // An answer is stored under its request, whose type decides its own.
    <R extends Message> CompletionStage<R> once(
            String id, String caller, Message request, Supplier<CompletionStage<R>> first) {
        if (id.isEmpty()) {
            return first.get();
        }
        if (!UUID.matcher(id).matches()) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT, "request_id: " + id + " (expected: a UUID)", Subject.field("request_id"));
        }
        String key = caller + ' ' + id;
        Answer mine = new Answer(request, clock.millis(), new CompletableFuture<>());
        @Nullable Answer earlier = remember(key, mine);
        if (earlier != null) {
            if (!earlier.request.equals(request)) {
                throw Errors.of(
                        Reason.REQUEST_ID_REUSED,
                        "request_id: " + id + " was given to another request",
                        Subject.field("request_id"));
            }
            return (CompletionStage<R>) earlier.response;
        }
        return run(key, mine, first);
    }

    private <R extends Message> CompletionStage<R> run(String key, Answer mine, Supplier<CompletionStage<R>> first) {
        boolean begun = false;
        try {
            CompletionStage<R> response = first.get();
            begun = true;
            return response.whenComplete((message, error) -> {
                if (error != null) {
                    forget(key, mine);
                    mine.response.completeExceptionally(error);
                } else {
                    mine.response.complete(message);
                }
            });
        } finally {
            if (!begun) {
                forget(key, mine);
                mine.response.cancel(false);
            }
        }
    }

    private @Nullable Answer remember(String key, Answer mine) {
        lock.lock();
        try {
            forgetOld(mine.sinceMillis - KEPT_MILLIS);
            return answers.putIfAbsent(key, mine);
        } finally {
            lock.unlock();
        }
    }

    private void forgetOld(long beforeMillis) {
        // In order of arrival: the first that is kept ends the search.
        Iterator<Answer> oldest = answers.values().iterator();
        while (oldest.hasNext()) {
            Answer answer = oldest.next();
            if (!answer.isOlderThan(beforeMillis) && answers.size() < KEPT_MAX) {
                return;
            }
            oldest.remove();
        }
    }

    private void forget(String key, Answer mine) {
        lock.lock();
        try {
            answers.remove(key, mine);
        } finally {
            lock.unlock();
        }
    }

    private static final class Answer {
        private final Message request;
        private final long sinceMillis;
        private final CompletableFuture<Message> response;

        Answer(Message request, long sinceMillis, CompletableFuture<Message> response) {
            this.request = request;
            this.sinceMillis = sinceMillis;
            this.response = response;
        }

        boolean isOlderThan(long millis) {
            return sinceMillis < millis;
        }
    }
}
