package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.grpc.v1.ChangeEvent;
import dev.sluice.grpc.v1.ResourceChange;
import dev.sluice.grpc.v1.WatchChangesResponse;
import dev.sluice.grpc.v1.WatchMark;
import dev.sluice.operation.Event;
import dev.sluice.operation.Events;
import dev.sluice.operation.Reason;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One watch of changes. It has no queue of its own: it remembers how far it has come, and takes what is next from what is kept for all.
 * One that falls too far behind is ended with the reason, so that what is kept is there for the others.
 */
final class ChangeWatch extends Watch<WatchChangesResponse> {
    /** Changes that may wait for one watch: half of those that are kept, so that one that was cut can still go on without beginning again. */
    static final int WAITING_MAX = 8192;

    /** Changes in a message: some hundred bytes each, well below what clients take by default. */
    private static final int BATCH_MAX = 256;

    private final Kit kit;
    private final ChangeMessages messages;
    private final Events events;
    private final Asked asked;
    private final Deque<Supplier<ResourceChange>> present = new ArrayDeque<>();
    private final boolean fromPresent;
    private final long syncedAt;
    private boolean synced;
    private long next;
    private long lastSentMillis;
    private long lastToldRevision;

    /** What the caller wants. */
    record Asked(long start, Predicate<Message> filter, long silenceMillis, Context context) {}

    ChangeWatch(StreamObserver<WatchChangesResponse> to, Kit kit, ChangeMessages messages, Events events, Asked asked) {
        super(to, kit.watches());
        this.kit = kit;
        this.messages = messages;
        this.events = events;
        this.asked = asked;
        this.fromPresent = asked.start() == 0;
        // First how far changes have come, then what is there: so nothing falls between.
        this.syncedAt = events.from(Long.MAX_VALUE, 0).newest();
        this.next = fromPresent ? syncedAt + 1 : asked.start();
        this.lastSentMillis = kit.clock().millis();
        if (fromPresent) {
            present.addAll(messages.present());
        } else if (Long.compareUnsigned(asked.start(), syncedAt + 1) > 0) {
            throw Errors.of(
                    Reason.REVISION_COMPACTED,
                    "start_revision: " + Long.toUnsignedString(asked.start())
                            + " has not been given yet (the newest is " + syncedAt + "); begin again with 0",
                    Subject.field("start_revision"));
        }
    }

    @Override
    void pull() {
        while (isReady()) {
            if (!present.isEmpty()) {
                tellPresent();
            } else if (!tellChanges()) {
                break;
            }
        }
        if (!isOver() && kit.calls().revision() - next >= WAITING_MAX) {
            fail(Errors.of(
                    Reason.WATCH_TOO_SLOW,
                    "More than " + WAITING_MAX + " changes wait to be taken; go on with start_revision " + next + ".",
                    Subject.field("")));
        }
    }

    private void tellPresent() {
        WatchChangesResponse.Builder message = WatchChangesResponse.newBuilder();
        for (int i = 0; i < BATCH_MAX && !present.isEmpty(); i++) {
            ResourceChange change = present.remove().get();
            if (asked.filter().test(ChangeEvent.newBuilder().addChanges(change).build())) {
                message.addPresent(change);
            }
        }
        if (message.getPresentCount() > 0) {
            sent(message, 0);
        }
    }

    /** Tells the next changes; returns whether there may be more. */
    private boolean tellChanges() {
        Events.Reading reading = events.from(next, BATCH_MAX);
        if (reading.gone()) {
            throw Errors.of(
                    Reason.REVISION_COMPACTED,
                    "start_revision: changes from " + Long.toUnsignedString(next)
                            + " on are no longer kept (the oldest is " + reading.oldest() + "); begin again with 0",
                    Subject.field("start_revision"));
        }
        WatchChangesResponse.Builder message = WatchChangesResponse.newBuilder();
        for (Event event : reading.events()) {
            ChangeEvent told = messages.of(event);
            if (asked.filter().test(told)) {
                message.addEvents(told);
            }
            next = event.revision() + 1;
        }
        if (!synced && next > syncedAt) {
            synced = true;
            message.setMark(WatchMark.WATCH_MARK_SYNCED);
        }
        if (message.getEventsCount() > 0 || message.getMark() == WatchMark.WATCH_MARK_SYNCED) {
            sent(message, next - 1);
        }
        return next <= reading.newest() && !reading.events().isEmpty();
    }

    private void sent(WatchChangesResponse.Builder message, long revision) {
        send(message.setRevision(revision).build());
        lastSentMillis = kit.clock().millis();
        lastToldRevision = revision;
    }

    @Override
    void tick() {
        proceed();
        boolean silent = kit.clock().millis() - lastSentMillis >= asked.silenceMillis();
        if (synced && silent && isReady() && next - 1 >= lastToldRevision) {
            sent(WatchChangesResponse.newBuilder().setMark(WatchMark.WATCH_MARK_BOOKMARK), next - 1);
        }
    }
}
