package dev.sluice.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** A streamed answer. It is written no faster than the caller takes it. Confined to the thread of {@link Watches}, but for its beginning. */
abstract class Watch<R> {
    final Watches watches;
    private final ServerCallStreamObserver<R> to;
    private boolean over;

    Watch(StreamObserver<R> to, Watches watches) {
        this.watches = watches;
        this.to = (ServerCallStreamObserver<R>) to;
    }

    /** Begins it; called by the service's method, on the call's own thread. */
    final void begin() {
        to.setOnReadyHandler(() -> watches.execute(this::proceed));
        to.setOnCancelHandler(() -> watches.execute(this::end));
        watches.begin(this);
    }

    /** Tells what there is to tell, as long as the caller can take it. */
    abstract void pull();

    /** A second has passed. */
    void tick() {}

    /** It is over, for whatever reason. */
    void ended() {}

    final void proceed() {
        if (over) {
            return;
        }
        try {
            pull();
        } catch (StatusRuntimeException e) {
            fail(e);
        }
    }

    final boolean isOver() {
        return over;
    }

    final boolean isReady() {
        return !over && to.isReady();
    }

    final void send(R message) {
        if (!over) {
            to.onNext(message);
        }
    }

    final void complete() {
        if (!over) {
            end();
            to.onCompleted();
        }
    }

    final void fail(StatusRuntimeException why) {
        if (!over) {
            end();
            to.onError(why);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            watches.over(this);
            ended();
        }
    }
}
