package dev.sluice.grpc;

import dev.sluice.grpc.v1.Stats;
import dev.sluice.grpc.v1.WatchStatsResponse;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One watch of statistics: a round at an interval, left out while the one before has not been taken. */
final class StatsWatch extends Watch<WatchStatsResponse> {
    /** Statistics in a message, which are a kilobyte each: below the 4 MiB that clients take by default. */
    private static final int PART_MAX = 1000;

    private final Kit kit;
    private final long intervalMillis;
    private final Supplier<CompletionStage<List<Stats>>> round;
    private final Context context = Context.current();
    private @Nullable Iterator<Stats> taken;
    private WatchStatsResponse head = WatchStatsResponse.getDefaultInstance();
    private boolean due = true;
    private int skipped;

    StatsWatch(
            StreamObserver<WatchStatsResponse> to,
            Kit kit,
            long intervalMillis,
            Supplier<CompletionStage<List<Stats>>> round) {
        super(to, kit.watches());
        this.kit = kit;
        this.intervalMillis = intervalMillis;
        this.round = round;
    }

    @Override
    void pull() {
        if (due && taken == null && isReady()) {
            due = false;
            watches.schedule(this::fallDue, intervalMillis);
            take();
        }
        while (taken != null && isReady()) {
            tell(taken);
        }
    }

    private void fallDue() {
        if (isOver()) {
            return;
        }
        if (taken != null || !isReady()) {
            skipped++;
            watches.schedule(this::fallDue, intervalMillis);
        } else {
            due = true;
            proceed();
        }
    }

    private void take() {
        List<Stats> all = List.of();
        Context before = context.attach();
        try {
            all = round.get().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StatusRuntimeException status) {
                throw status;
            }
            throw e;
        } finally {
            context.detach(before);
        }
        head = WatchStatsResponse.newBuilder()
                .setRevision(kit.calls().revision())
                .setTime(Times.wall(kit.clock().wallMillis()))
                .setSkipped(skipped)
                .build();
        skipped = 0;
        taken = all.iterator();
    }

    private void tell(Iterator<Stats> rest) {
        WatchStatsResponse.Builder part = head.toBuilder();
        for (int i = 0; i < PART_MAX && rest.hasNext(); i++) {
            part.addStats(rest.next());
        }
        if (!rest.hasNext()) {
            part.setLast(true);
            taken = null;
        }
        send(part.build());
    }
}
