package dev.sluice.proxy.session;

import dev.sluice.proxy.preface.ClientHeaders;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Words;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * A stream: one TCP session or one HTTP exchange, with a number that names it for {@code show sess} and {@code shutdown session}. It is
 * its own timer, under the earliest of its deadlines.
 */
public abstract class LiveStream extends Timer {
    /** Bits of a stream's id that tell its worker. */
    static final int WORKER_BITS = 8;

    private final Shard shard;
    private final Frontend frontend;
    private @Nullable ClientHeaders headers;
    private @Nullable SampleContext told;
    long id;

    @Nullable
    LiveStream previous;

    @Nullable
    LiveStream next;

    @Nullable
    ServerLane lane;

    @Nullable
    LiveStream previousOfServer;

    @Nullable
    LiveStream nextOfServer;

    /** A stream that came in at {@code frontend}; {@link Shard#begin} makes it known. */
    protected LiveStream(Shard shard, Frontend frontend) {
        this.shard = shard;
        this.frontend = frontend;
    }

    /** Whose connection it is, as servers are told by {@code with} that ask for it. */
    protected final void speaksFor(SampleContext client, ClientHeaders with) {
        told = client;
        headers = with;
    }

    /** What a server is told of whose connection it is; null where it wants no header. */
    public final byte @Nullable [] header(Server server) {
        return headers == null || told == null ? null : headers.of(server, told);
    }

    /** Whose connection it is, as servers are told. */
    final @Nullable ConnectionView speaksFor() {
        return told == null ? null : told.client();
    }

    /** See {@link ConnectorOwner#preface}. */
    public final @Nullable Words preface(Server server) {
        byte[] words = header(server);
        return words == null ? null : wire -> words;
    }

    /** Where it lives. */
    public final Shard shard() {
        return shard;
    }

    /** Where it came in. */
    public final Frontend frontend() {
        return frontend;
    }

    /** Its number; unique in the process, and telling its worker. 0 while it is not known. */
    public final long id() {
        return id;
    }

    /** Its id without its worker: grows with each stream of a shard. */
    final long number() {
        return id >>> WORKER_BITS;
    }

    /** The server that it holds a slot or connection of, or null. */
    public final @Nullable Server server() {
        ServerLane held = lane;
        return held == null ? null : held.server();
    }

    /** When it began, on {@link dev.sluice.proxy.worker.Worker#nowMillis()}. */
    public abstract long startMillis();

    /** Where it goes, or null before that is decided. */
    public abstract @Nullable Backend backend();

    /** Cuts it at once, on both sides, and ends it. */
    public abstract void shutDown(ShutReason reason);

    /** What {@code show sess} prints of it. */
    public abstract StreamInfo describe();

    /** Why a stream is cut from outside, with the character that its log line shows. */
    public enum ShutReason {
        /** {@code shutdown session}, or the process ends. */
        KILLED('K'),
        /** Its server went down ({@code on-marked-down}). */
        SERVER_DOWN('D'),
        /** A better server came back ({@code on-marked-up}). */
        SERVER_UP('U');

        private final char mark;

        ShutReason(char mark) {
            this.mark = mark;
        }

        /** First character of the termination state. */
        public char mark() {
            return mark;
        }
    }
}
