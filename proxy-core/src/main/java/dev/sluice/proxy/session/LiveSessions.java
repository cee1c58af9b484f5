package dev.sluice.proxy.session;

import dev.sluice.config.ServerSettings;
import dev.sluice.proxy.session.LiveStream.ShutReason;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.DataPlane.StreamFilter;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import dev.sluice.state.WorkerActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reaches the live streams of all workers from elsewhere. Any thread. */
public final class LiveSessions {
    /** Streams cut in one turn, so that a mass closing leaves room for traffic. */
    private static final int CUTS_PER_TURN_MAX = 100;

    private final List<Shard> shards;

    /** The streams of {@code shards}. */
    public LiveSessions(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    /** Cuts the streams of a server; completes with their number. */
    public CompletableFuture<Integer> shutdown(Server server) {
        boolean down = server.operationalState() == OperationalState.STOPPED
                && (server.adminState() & AdminState.MAINT) == 0
                && server.settings().get(ServerSettings.ON_MARKED_DOWN_SHUTDOWN);
        return shutdown(server, down ? ShutReason.SERVER_DOWN : ShutReason.KILLED);
    }

    /** Cuts the streams on a backend's backup servers, since another is back. */
    public void shutdownBackups(Backend backend) {
        for (Server server : backend.servers()) {
            if (server.isBackup()) {
                CompletableFuture<Integer> unused = shutdown(server, ShutReason.SERVER_UP);
            }
        }
    }

    private CompletableFuture<Integer> shutdown(Server server, ShutReason reason) {
        return sum((shard, done) -> new Cut(shard, server, reason, done).run());
    }

    private interface OnShard {
        void run(Shard shard, CompletableFuture<Integer> done);
    }

    private CompletableFuture<Integer> sum(OnShard task) {
        CompletableFuture<Integer> total = CompletableFuture.completedFuture(0);
        for (Shard shard : shards) {
            CompletableFuture<Integer> one = new CompletableFuture<>();
            shard.worker().execute(() -> task.run(shard, one));
            total = total.thenCombine(one, Integer::sum);
        }
        return total;
    }

    /** Cuts one stream; completes with whether there was one. */
    public CompletableFuture<Boolean> shutdown(long id) {
        Shard shard = shardOf(id);
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        if (shard == null) {
            found.complete(false);
            return found;
        }
        shard.worker().execute(() -> {
            boolean[] seen = new boolean[1];
            StreamWalk.start(
                    shard,
                    stream -> {
                        if (stream.id() != id) {
                            return true;
                        }
                        seen[0] = true;
                        stream.shutDown(ShutReason.KILLED);
                        return false;
                    },
                    () -> found.complete(seen[0]));
        });
        return found;
    }

    private @Nullable Shard shardOf(long id) {
        int worker = Shard.workerOf(id);
        return worker < shards.size() ? shards.get(worker) : null;
    }

    /** Cuts all streams, at the end of the program. */
    public CompletableFuture<Void> shutdownAll() {
        return onEach(shard -> {
            for (LiveStream stream = shard.first(); stream != null; stream = shard.first()) {
                stream.shutDown(ShutReason.KILLED);
            }
        });
    }

    /** Runs a task on each worker. */
    public CompletableFuture<Void> onEach(Consumer<Shard> task) {
        return CompletableFuture.allOf(shards.stream()
                .map(shard -> CompletableFuture.runAsync(() -> task.accept(shard), shard.worker()::execute))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** What each worker has done and holds. */
    public CompletableFuture<List<WorkerActivity>> activity() {
        CompletableFuture<List<WorkerActivity>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Shard shard : shards) {
            CompletableFuture<WorkerActivity> one =
                    CompletableFuture.supplyAsync(shard::activity, shard.worker()::execute);
            all = all.thenCombine(one, (before, more) -> {
                before.add(more);
                return before;
            });
        }
        return all;
    }

    /** Describes at most {@code limit} streams that match, oldest first on each worker. */
    public CompletableFuture<List<StreamInfo>> describe(StreamFilter filter, int limit) {
        CompletableFuture<List<StreamInfo>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Shard shard : shards) {
            all = all.thenCombine(describe(shard, filter, limit), (before, more) -> {
                before.addAll(more.subList(0, Math.min(more.size(), limit - before.size())));
                return before;
            });
        }
        return all;
    }

    private static CompletableFuture<List<StreamInfo>> describe(Shard shard, StreamFilter filter, int limit) {
        CompletableFuture<List<StreamInfo>> done = new CompletableFuture<>();
        List<StreamInfo> found = new ArrayList<>();
        shard.worker()
                .execute(() -> StreamWalk.start(
                        shard,
                        stream -> {
                            if (matches(stream, filter)) {
                                found.add(stream.describe());
                            }
                            return found.size() < limit;
                        },
                        () -> done.complete(found)));
        return done;
    }

    private static boolean matches(LiveStream stream, StreamFilter filter) {
        Long id = filter.id();
        long age = stream.shard().worker().nowMillis() - stream.startMillis();
        return (id == null || id == stream.id())
                && (filter.server() == null || filter.server() == stream.server())
                && (filter.backend() == null || filter.backend() == stream.backend())
                && (filter.frontend() == null || filter.frontend() == stream.frontend())
                && age >= filter.olderThanMillis();
    }

    /** Cuts the streams that a server had at one moment, some in each turn. */
    private static final class Cut implements Runnable {
        private final Shard shard;
        private final ShutReason reason;
        private final CompletableFuture<Integer> done;
        private final List<LiveStream> streams = new ArrayList<>();
        private final List<Long> ids = new ArrayList<>();
        private int position;
        private int count;

        Cut(Shard shard, Server server, ShutReason reason, CompletableFuture<Integer> done) {
            this.shard = shard;
            this.reason = reason;
            this.done = done;
            ServerLane lane = shard.laneIfAny(server);
            LiveStream stream = lane == null ? null : lane.firstStream();
            while (lane != null && stream != null) {
                streams.add(stream);
                ids.add(stream.id());
                stream = lane.after(stream);
            }
        }

        @Override
        public void run() {
            for (int i = 0; i < CUTS_PER_TURN_MAX && position < streams.size(); i++) {
                LiveStream stream = streams.get(position);
                // The object may have ended in between and carry another stream now.
                if (stream.id() == ids.get(position++)) {
                    stream.shutDown(reason);
                    count++;
                }
            }
            if (position < streams.size()) {
                shard.worker().again(this);
            } else {
                done.complete(count);
            }
        }
    }
}
