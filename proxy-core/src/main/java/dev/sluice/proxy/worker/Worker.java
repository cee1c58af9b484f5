package dev.sluice.proxy.worker;

import dev.sluice.proxy.wire.Bugs;
import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Pipes;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.state.Clock;
import dev.sluice.state.CounterSet;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and what belongs to it. Everything but {@link #execute}, {@link #isCurrent} and the plain numbers is called on its
 * thread alone.
 */
public final class Worker {
    /** Buffers kept for the next stream; past this many they go back to the collector. */
    private static final int BUFFERS_KEPT_MAX = 1024;

    /** Timers run in one turn, so that a mass expiry leaves room for traffic. */
    private static final int TIMERS_PER_TURN_MAX = 200;

    /** Room for edits in each buffer where nothing is said of it. */
    private static final int SPARE = 1024;

    /** Room for what has to be written into heads whatever rules may write: a few fields of the connection. */
    private static final int SPARE_MIN = 128;

    private final int index;
    private final Clock clock;
    private final int bufferSize;
    private final int spare;
    private final Timers timers = new Timers();
    private final ArrayDeque<StreamBuffer> freeBuffers = new ArrayDeque<>();
    private final ArrayDeque<Runnable> again = new ArrayDeque<>();
    private final StreamBuffer scratch;
    private final Pipes pipes = new Pipes();
    private final IoEventLoop loop;
    private final Runnable expire = this::expire;
    private long now;
    private boolean nowKnown;
    private long turns;

    /**
     * A worker whose loop starts with its first task.
     *
     * @param index its number, from 0: which stripe of a {@link CounterSet} is its own
     * @param bufferSize bytes of a buffer ({@code tune.bufsize})
     */
    public Worker(int index, int bufferSize, Clock clock, ThreadFactory threads) {
        this(index, bufferSize, SPARE, clock, threads);
    }

    /**
     * The same.
     *
     * @param spare bytes by which edits may make longer what fills a buffer ({@code tune.maxrewrite})
     */
    public Worker(int index, int bufferSize, int spare, Clock clock, ThreadFactory threads) {
        this.index = index;
        this.clock = clock;
        this.bufferSize = bufferSize;
        this.spare = Math.max(SPARE_MIN, spare);
        this.scratch = new StreamBuffer(bufferSize, this.spare);
        this.loop = new SingleThreadIoEventLoop(null, threads, new TurnHandlerFactory(this));
    }

    /** Its number, from 0. */
    public int index() {
        return index;
    }

    /** Its event loop, for what registers handles of its own. */
    public IoEventLoop loop() {
        return loop;
    }

    /** Whether the caller is on its thread. */
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    /** Runs a task on its thread, in order of submission; from any thread. */
    public void execute(Runnable task) {
        loop.execute(() -> {
            boolean unused = Bugs.contain(task);
        });
    }

    /** The time of this turn, on {@link Clock#millis()}; read once a turn. */
    public long nowMillis() {
        if (!nowKnown) {
            now = clock.millis();
            nowKnown = true;
        }
        return now;
    }

    /** The clock behind {@link #nowMillis()}, for the time of day. */
    public Clock clock() {
        return clock;
    }

    /** Its stripe of {@code counters}. */
    public long[] stripe(CounterSet counters) {
        return counters.stripe(index);
    }

    /** Has {@code timer} expire at {@code deadlineMillis}, in place of what was set before. */
    public void expireAt(Timer timer, long deadlineMillis) {
        timers.set(timer, deadlineMillis);
    }

    /** Forgets {@code timer}; to be called when whatever it belongs to ends. */
    public void forget(Timer timer) {
        timers.remove(timer);
    }

    /** Runs {@code task} in the next turn, after new events were seen: for who has more to read than one turn's share. */
    public void again(Runnable task) {
        again.add(task);
    }

    /** Memory for one read, its content gone when the caller returns. */
    public long scratchAddress() {
        return scratch.address();
    }

    /** The scratch memory as a buffer that holds nothing. */
    public StreamBuffer scratch() {
        scratch.clear();
        return scratch;
    }

    /** Bytes of the scratch memory and of each stream buffer. */
    public int bufferSize() {
        return bufferSize;
    }

    /** An empty buffer, to be given back with {@link #release}. */
    public StreamBuffer buffer() {
        StreamBuffer free = freeBuffers.pollLast();
        return free == null ? new StreamBuffer(bufferSize, spare) : free;
    }

    /** Its pipes, for bulk that nobody looks at. */
    public Pipes pipes() {
        return pipes;
    }

    /** Takes back a buffer. */
    public void release(StreamBuffer buffer) {
        buffer.clear();
        if (freeBuffers.size() < BUFFERS_KEPT_MAX) {
            freeBuffers.addLast(buffer);
        }
    }

    /**
     * Begins to connect to {@code target}; the handler hears of the result.
     *
     * @throws IOException where it fails at once
     */
    public Wire connect(SocketAddress target, WireHandler handler) throws IOException {
        return connect(Route.to(target), handler);
    }

    /**
     * Begins to connect; the handler hears of the result, which is there once proxies have agreed and words are said, if any.
     *
     * @throws IOException where it fails at once
     */
    public Wire connect(Route route, WireHandler handler) throws IOException {
        Words words = route.words();
        WireHandler then = words == null ? handler : new Opening(this, words, handler);
        WireHandler told = route.proxy() == null ? then : new Socks(this, route, then);
        SocketAddress first = route.first();
        LinuxSocket socket;
        if (first instanceof DomainSocketAddress) {
            socket = LinuxSocket.newSocketDomain();
        } else {
            boolean ipv6 = ((InetSocketAddress) first).getAddress() instanceof Inet6Address;
            socket = LinuxSocket.newSocketStream(ipv6);
            socket.setTcpNoDelay(true);
        }
        return EpollWire.connect(loop, socket, first, prepared(route, socket, first), told);
    }

    private static @Nullable Runnable prepared(Route route, LinuxSocket socket, SocketAddress first)
            throws IOException {
        Route.Manner manner = route.manner();
        if (manner == null || first instanceof DomainSocketAddress) {
            return null;
        }
        boolean done = false;
        try {
            Runnable onClose = manner.prepare(socket, first);
            done = true;
            return onClose;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    /** Turns of its loop so far. */
    public long turns() {
        return turns;
    }

    /** Tasks that others handed over and that wait. */
    public int pendingTasks() {
        return loop instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0;
    }

    /** Timers that are set. */
    public int timerCount() {
        return timers.size();
    }

    /** Buffers kept for the next stream. */
    public int idleBuffers() {
        return freeBuffers.size();
    }

    Timers timers() {
        return timers;
    }

    boolean hasMoreToDo() {
        return !again.isEmpty();
    }

    void turnBegins() {
        turns++;
        nowKnown = false;
    }

    private void expire() {
        timers.run(nowMillis(), TIMERS_PER_TURN_MAX);
    }

    /** After the events of a turn: what has expired, and who has more to read from the turn before. */
    void turnEnds() {
        // What a timer asks for is to be done after new events were seen, as by a check whose answer came while this
        // turn was long.
        int asked = again.size();
        if (timers.next() != Timer.NEVER) {
            boolean unused = Bugs.contain(expire);
        }
        for (int waiting = asked; waiting > 0; waiting--) {
            boolean unused = Bugs.contain(again.removeFirst());
        }
    }

    /** Nanoseconds until the first timer is to be looked at; -1 for none. */
    long timerDelayNanos() {
        long next = timers.next();
        return next == Timer.NEVER ? -1 : Math.max(0, next - clock.millis()) * 1_000_000;
    }

    @Override
    public String toString() {
        return "worker " + index;
    }
}
