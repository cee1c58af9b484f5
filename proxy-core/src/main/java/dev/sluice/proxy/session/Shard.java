package dev.sluice.proxy.session;

import com.sun.management.ThreadMXBean;
import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckReports;
import dev.sluice.state.OperationalState;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Server;
import dev.sluice.state.WorkerActivity;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live streams of one worker, and what it keeps of each server. */
public final class Shard {
    private final Worker worker;
    private final ProcessState process;
    private final Dispatchers dispatchers;
    private final SampleSite samples;
    private final Scratch scratch;
    private final IdentityHashMap<Backend, BackendLane> backends = new IdentityHashMap<>();
    private final IdentityHashMap<Server, ServerLane> lanes = new IdentityHashMap<>();
    private @Nullable LiveStream first;
    private @Nullable LiveStream last;
    private final List<StreamWalk> walks = new ArrayList<>();
    private List<Shard> peers = List.of();
    private final TrafficLog log;
    private @Nullable CheckReports reports;
    private long lastNumber;
    private int count;

    /** An empty one. */
    public Shard(Worker worker, ProcessState process, Dispatchers dispatchers, SampleSite samples, TrafficLog log) {
        this.log = log;
        this.worker = worker;
        this.process = process;
        this.dispatchers = dispatchers;
        this.samples = samples;
        this.scratch = samples.scratch();
    }

    /** Whose streams these are. */
    public Worker worker() {
        return worker;
    }

    /** Those of all workers, this one included; said once, before there is traffic. */
    public void peers(List<Shard> all) {
        peers = List.copyOf(all);
    }

    /** Who hears of servers that fail; said once, before there is traffic. */
    public void reports(CheckReports receiver) {
        reports = receiver;
    }

    @Nullable
    CheckReports reports() {
        return reports;
    }

    List<Shard> peers() {
        return peers;
    }

    /** The process as a whole. */
    public ProcessState process() {
        return process;
    }

    /** Where sessions are logged. */
    public TrafficLog log() {
        return log;
    }

    /** What all samples share. */
    public SampleSite samples() {
        return samples;
    }

    /** Memory for the samples of this worker. */
    public Scratch scratch() {
        return scratch;
    }

    /** A client's connection as rules see it. */
    public ClientPeer newPeer(Wire client) {
        return new ClientPeer(client, samples.session());
    }

    /** Makes a stream known and numbers it. */
    public void begin(LiveStream stream) {
        assert stream.id == 0 : "begun twice";
        stream.id = (++lastNumber << LiveStream.WORKER_BITS) | worker.index();
        stream.previous = last;
        if (last == null) {
            first = stream;
        } else {
            last.next = stream;
        }
        last = stream;
        count++;
        int unused = process.streams().increment();
    }

    /** Forgets a stream. */
    public void end(LiveStream stream) {
        assert stream.id != 0 : "not begun";
        leaveServer(stream);
        for (StreamWalk walk : walks) {
            walk.ended(stream);
        }
        LiveStream before = stream.previous;
        LiveStream after = stream.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        stream.previous = null;
        stream.next = null;
        stream.id = 0;
        count--;
        int unused = process.streams().decrement();
        worker.forget(stream);
    }

    /** The oldest live stream; {@link #after} leads on. */
    public @Nullable LiveStream first() {
        return first;
    }

    /** The stream that began after {@code stream}. */
    public @Nullable LiveStream after(LiveStream stream) {
        return stream.next;
    }

    List<StreamWalk> walks() {
        return walks;
    }

    long lastNumber() {
        return lastNumber;
    }

    /** What its worker has done and holds; on its thread. */
    WorkerActivity activity() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new WorkerActivity(
                worker.index(),
                worker.turns(),
                worker.pendingTasks(),
                worker.timerCount(),
                count,
                worker.idleBuffers(),
                Math.max(0, threads.getCurrentThreadCpuTime()),
                Math.max(
                        0,
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId())));
    }

    /** Live streams. */
    public int count() {
        return count;
    }

    /** What this worker keeps of {@code backend}. */
    public BackendLane lane(Backend backend) {
        BackendLane lane = backends.get(backend);
        if (lane == null) {
            lane = new BackendLane(backend, dispatchers.of(backend), worker.stripe(backend.counters()));
            backends.put(backend, lane);
        }
        return lane;
    }

    /** What this worker keeps of {@code server}. */
    public ServerLane lane(Server server) {
        ServerLane lane = lanes.get(server);
        if (lane == null) {
            lane = new ServerLane(this, server);
            lanes.put(server, lane);
        }
        return lane;
    }

    /** Closes the idle connections of a server that takes no more requests. */
    public void serverChanged(Server server) {
        ServerLane lane = lanes.get(server);
        if (lane != null && !isOpenFor(server)) {
            lane.closeIdle();
        }
    }

    /** What this worker keeps of {@code server}, or null where it never met it. */
    public @Nullable ServerLane laneIfAny(Server server) {
        return lanes.get(server);
    }

    /** Lets go of backends that no longer exist. */
    public void retain(List<Backend> alive) {
        boolean unused = backends.keySet().retainAll(alive);
    }

    /** Lets go of a server that is gone; its lane lives on with its last stream. */
    public void forget(Server server) {
        ServerLane lane = lanes.remove(server);
        if (lane != null) {
            lane.closeIdle();
        }
    }

    /** Whether connections to {@code server} are worth keeping; any thread may ask. */
    public static boolean isOpenFor(Server server) {
        return server.backend().isEnabled()
                && (server.adminState() & AdminState.MAINT) == 0
                && server.operationalState() != OperationalState.STOPPED;
    }

    void joinServer(LiveStream stream, ServerLane lane) {
        leaveServer(stream);
        lane.add(stream);
    }

    void leaveServer(LiveStream stream) {
        ServerLane lane = stream.lane;
        if (lane != null) {
            lane.remove(stream);
        }
    }

    /** The worker's index that a stream's number tells. */
    public static int workerOf(long id) {
        return (int) (id & ((1 << LiveStream.WORKER_BITS) - 1));
    }
}
