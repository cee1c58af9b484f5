package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.grpc.v1.ChangeEvent;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.WatchChangesRequest;
import dev.sluice.grpc.v1.WatchChangesResponse;
import dev.sluice.operation.Events;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.watch.WatchChanges;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Predicate;

/** The service of changes. */
final class ChangesRpc extends ChangeServiceGrpc.ChangeServiceImplBase {
    private static final long BOOKMARK_MILLIS = 10_000;
    private static final long BOOKMARK_MILLIS_MIN = 1000;
    private static final long BOOKMARK_MILLIS_MAX = 3_600_000;

    private final Kit kit;
    private final ChangeMessages messages;

    ChangesRpc(Kit kit) {
        this.kit = kit;
        this.messages = new ChangeMessages(kit);
    }

    @Override
    public void watchChanges(WatchChangesRequest request, StreamObserver<WatchChangesResponse> to) {
        try {
            Predicate<Message> filter = Filter.read(request.getFilter(), ChangeEvent.getDescriptor());
            long silence = request.hasBookmarkInterval()
                    ? Times.between(
                            "bookmark_interval",
                            request.getBookmarkInterval(),
                            BOOKMARK_MILLIS_MIN,
                            BOOKMARK_MILLIS_MAX)
                    : BOOKMARK_MILLIS;
            Events events = kit.calls()
                    .submit(
                            new WatchChanges(),
                            Subject.field(""),
                            Precondition.NONE,
                            outcome -> Calls.value(outcome, Events.class))
                    .toCompletableFuture()
                    .join();
            var asked = new ChangeWatch.Asked(request.getStartRevision(), filter, silence, Context.current());
            new ChangeWatch(to, kit, messages, events, asked).begin();
        } catch (StatusRuntimeException e) {
            to.onError(e);
        }
    }
}
