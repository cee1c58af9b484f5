package dev.sluice.proxy.session;

import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;

/** Goes on with TCP sessions as HTTP. */
public interface HttpUpgrade {
    /** Takes over a client's connection, which keeps its place among those of the frontend; on the shard's worker. */
    void take(Shard shard, Wire client, Admission admission, Handover from);

    /** Whether bytes begin with a request; on the shard's worker. */
    PayloadView.Guess guess(Shard shard, StreamBuffer received);
}
