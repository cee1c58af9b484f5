package dev.sluice.grpc;

import dev.sluice.grpc.v1.DrainServerResponse;
import dev.sluice.state.Drain;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells how a drain goes. A caller who is slow misses reports in between, never the last. */
final class DrainWatch extends Watch<DrainServerResponse> {
    private final Kit kit;

    @SuppressWarnings("UnnecessaryLambda") // One object: who observes is told apart by identity.
    private final Consumer<Drain.Report> observer = report -> watches.execute(this::proceed);

    private volatile @Nullable Drain drain;
    private boolean answered;
    private Drain.@Nullable Report told;

    DrainWatch(StreamObserver<DrainServerResponse> to, Kit kit) {
        super(to, kit.watches());
        this.kit = kit;
    }

    /** Begins it, and has {@code first} make its first answer. */
    void begin(Supplier<CompletionStage<DrainServerResponse>> first) {
        try {
            begin();
            var unused = first.get().whenComplete((response, error) -> watches.execute(() -> first(response, error)));
        } catch (StatusRuntimeException e) {
            watches.execute(() -> fail(e));
        }
    }

    /** Has it tell of a drain, once the first answer is there. Any thread may call. */
    void follow(Drain followed) {
        drain = followed;
    }

    private void first(@Nullable DrainServerResponse response, @Nullable Throwable error) {
        if (error != null || response == null) {
            Throwable cause = error instanceof CompletionException wrapped ? wrapped.getCause() : error;
            fail(cause instanceof StatusRuntimeException status ? status : Status.INTERNAL.asRuntimeException());
            return;
        }
        answered = true;
        // An answer that was given before is about a drain that may still be under way.
        @Nullable Drain followed = drain == null ? present(response).orElse(null) : drain;
        if (followed == null) {
            send(response);
            complete();
        } else {
            drain = followed;
            followed.observe(observer);
            proceed();
        }
    }

    private Optional<Drain> present(DrainServerResponse response) {
        if (!response.hasDrain()) {
            return Optional.empty();
        }
        return Lookup.server(
                        kit.state(), Names.server("name", response.getDrain().getServer()))
                .flatMap(server -> kit.state().drains().of(server));
    }

    @Override
    void pull() {
        Drain followed = drain;
        if (!answered || followed == null) {
            return;
        }
        Drain.Report report = followed.report();
        if (!report.equals(told) && isReady()) {
            told = report;
            send(DrainServerResponse.newBuilder()
                    .setRevision(kit.calls().revision())
                    .setDrain(kit.servers().of(report))
                    .build());
        }
        if (report.phase().isOver() && report.equals(told)) {
            complete();
        }
    }

    @Override
    void ended() {
        Drain followed = drain;
        if (followed != null) {
            followed.unobserve(observer);
        }
    }
}
