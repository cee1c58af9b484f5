package dev.sluice.grpc;

import dev.sluice.grpc.v1.StreamTableEntriesResponse;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.table.TableRow;
import io.grpc.stub.ServerCallStreamObserver;

/** Sends the entries of a table as the caller can take them, a portion at a time. Confined to the call's own executor, one at a time. */
final class EntryStream {
    /** Entries of a message: some tens of kilobytes. */
    private static final int PORTION = 256;

    private final ServerCallStreamObserver<StreamTableEntriesResponse> to;
    private Cursor<TableRow> rows = () -> null;
    private boolean started;
    private boolean ended;

    EntryStream(ServerCallStreamObserver<StreamTableEntriesResponse> to) {
        this.to = to;
    }

    /** The entries are known. */
    void start(Cursor<TableRow> cursor) {
        rows = cursor;
        started = true;
        send();
    }

    /** Sends for as long as the caller takes it. */
    void send() {
        while (started && !ended && to.isReady() && !to.isCancelled()) {
            StreamTableEntriesResponse.Builder message = StreamTableEntriesResponse.newBuilder();
            TableRow row = rows.next();
            while (row != null) {
                message.addEntries(TableMessages.of(row));
                row = message.getEntriesCount() == PORTION ? null : rows.next();
            }
            if (message.getEntriesCount() > 0) {
                to.onNext(message.build());
            }
            if (message.getEntriesCount() < PORTION) {
                ended = true;
                to.onCompleted();
            }
        }
    }
}
