package dev.sluice.grpc;

import dev.sluice.grpc.v1.StreamPatternEntriesResponse;
import dev.sluice.operation.Cursor;
import dev.sluice.pattern.PatternEntry;
import io.grpc.stub.ServerCallStreamObserver;

/** Sends entries as the caller can take them, a portion at a time. Confined to the call's own executor, one at a time. */
final class PatternStream {
    /** Entries of a message: some tens of kilobytes. */
    private static final int PORTION = 512;

    private final ServerCallStreamObserver<StreamPatternEntriesResponse> to;
    private final long revision;
    private Cursor<PatternEntry> rows = () -> null;
    private boolean started;
    private boolean ended;

    PatternStream(ServerCallStreamObserver<StreamPatternEntriesResponse> to, long revision) {
        this.to = to;
        this.revision = revision;
    }

    /** The entries are known. */
    void start(Cursor<PatternEntry> cursor) {
        rows = cursor;
        started = true;
        send();
    }

    /** Sends for as long as the caller takes it. */
    void send() {
        while (started && !ended && to.isReady() && !to.isCancelled()) {
            StreamPatternEntriesResponse.Builder message =
                    StreamPatternEntriesResponse.newBuilder().setRevision(revision);
            PatternEntry row = rows.next();
            while (row != null) {
                message.addEntries(PatternMessages.of(row));
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
