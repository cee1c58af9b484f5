package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.operation.Cursor;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Sends rows as the caller can take them, a portion to a message. Confined to the call's own executor, one at a time. */
final class Portions<T, M extends Message> {
    private final ServerCallStreamObserver<M> to;
    private final int size;
    private final Function<List<T>, M> message;
    private Cursor<T> rows = () -> null;
    private boolean started;
    private boolean ended;

    /**
     * What is sent to one caller.
     *
     * @param size rows of a message
     * @param message makes a message of some rows
     */
    Portions(ServerCallStreamObserver<M> to, int size, Function<List<T>, M> message) {
        this.to = to;
        this.size = size;
        this.message = message;
    }

    /** The rows are known. */
    void start(Cursor<T> cursor) {
        rows = cursor;
        started = true;
        send();
    }

    /** Sends for as long as the caller takes it. */
    void send() {
        while (started && !ended && to.isReady() && !to.isCancelled()) {
            List<T> portion = new ArrayList<>();
            T row = rows.next();
            while (row != null) {
                portion.add(row);
                row = portion.size() == size ? null : rows.next();
            }
            if (!portion.isEmpty()) {
                to.onNext(message.apply(portion));
            }
            if (portion.size() < size) {
                ended = true;
                to.onCompleted();
            }
        }
    }
}
