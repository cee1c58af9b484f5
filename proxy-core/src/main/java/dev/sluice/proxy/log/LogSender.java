package dev.sluice.proxy.log;

import dev.sluice.config.LogSample;
import dev.sluice.config.LogTarget;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.ring.Rings;
import io.netty.util.internal.PlatformDependent;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sends log lines on a thread of its own. */
public final class LogSender implements AutoCloseable {
    /** Lines that may wait: at some 300 bytes a line, 5 MB; past this a line is dropped and counted. */
    private static final int QUEUED_MAX = 16_384;

    /** Messages of others may be long; what waits of them takes no more memory than this. */
    private static final long RELAYED_BYTES_MAX = 16L << 20;

    /** More targets than a configuration has: reloads have left some behind. */
    private static final int TURNS_MAX = 1024;

    /**
     * Lines come in crowds, and to wake a thread for each costs its worker more than the line: whoever has sent some looks again after
     * two milliseconds, and lets itself be woken only after some looks that found nothing. Nobody sees that a line is so late, and each
     * look that is saved leaves the processor to a worker.
     */
    private static final long PAUSE_NANOS = 2_000_000;

    private static final int PAUSES_MAX = 10;

    /** How long a full stop waits for what is queued. */
    private static final long CLOSE_MILLIS = 1000;

    private final ProcessState process;
    private final Rings rings;
    private final String defaultTag;
    private final LineChoice choice;
    private final Queue<LogLine> queue = PlatformDependent.newFixedMpscQueue(QUEUED_MAX);
    private final Thread thread;
    private final LogFormatter formatter;
    private final RelayFormatter relays = new RelayFormatter();
    private final AtomicLong relayedBytes = new AtomicLong();
    private final Map<LogTarget, Integer> turns = new HashMap<>();
    private final Map<String, LogOutlet> outlets = new HashMap<>();
    private volatile boolean idle;
    private volatile boolean closed;

    /**
     * A sender that has sent nothing yet.
     *
     * @param defaultTag the program's name in a line
     * @param choice which servers of backends get lines
     */
    public LogSender(RuntimeState state, String defaultTag, LineChoice choice, ThreadFactory threads) {
        this.choice = choice;
        this.process = state.process();
        this.rings = state.rings();
        this.defaultTag = defaultTag;
        this.formatter = new LogFormatter(process.identity().pid());
        this.thread = threads.newThread(this::run);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Opens targets, while the program may still do so. */
    CompletableFuture<Void> open(LogPlan plan) {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        send(LogLine.opening(opened).to(plan, 0, 0));
        return opened;
    }

    /** Sends a line to all targets of its plan that want its severity. Never waits. */
    void send(LogLine line) {
        if (closed || !queue.offer(line)) {
            long unused = process.droppedLogs().incrementAndGet();
            complete(line);
        } else if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** Sends somebody else's message to all targets of {@code plan} that want its severity. Never waits. */
    void send(LogPlan plan, long wallMillis, Relayed relayed) {
        int length = relayed.length();
        if (relayedBytes.addAndGet(length) > RELAYED_BYTES_MAX) {
            long unusedLeft = relayedBytes.addAndGet(-length);
            long unused = process.droppedLogs().incrementAndGet();
            return;
        }
        send(LogLine.once(relayed).to(plan, relayed.severity(), wallMillis));
    }

    private void run() {
        int pauses = PAUSES_MAX;
        while (true) {
            LogLine line = queue.poll();
            if (line != null) {
                deliver(line);
                pauses = 0;
            } else if (closed) {
                break;
            } else if (pauses < PAUSES_MAX) {
                pauses++;
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                awaitLine();
            }
        }
        outlets.values().forEach(LogOutlet::close);
    }

    private void awaitLine() {
        idle = true;
        if (queue.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void deliver(LogLine line) {
        for (LogTarget target : line.plan().targets()) {
            if (line.opened() != null) {
                // Whoever is behind a backend is known when there is something to send.
                if (!target.address().startsWith(LogTarget.BACKEND)) {
                    outlet(target.address()).open();
                }
            } else if (line.severity() <= target.maxLevel() && isSampled(target) && !send(line, target)) {
                long unused = process.droppedLogs().incrementAndGet();
            }
        }
        complete(line);
    }

    private LogOutlet outlet(String address) {
        LogOutlet known = outlets.get(address);
        if (known == null) {
            known = LogOutlet.to(address, rings);
            outlets.put(address, known);
        }
        return known;
    }

    private boolean send(LogLine line, LogTarget target) {
        Relayed relayed = line.relayed();
        String address = target.address();
        if (address.startsWith(LogTarget.BACKEND)) {
            byte[] text = relayed == null ? line.textCopy() : relayed.text();
            address = choice.address(address.substring(LogTarget.BACKEND.length()), text);
            if (address.isEmpty()) {
                return false;
            }
        }
        ByteText message = relayed == null ? own(line, target) : relays.format(target, line.wallMillis(), relayed);
        return outlet(address).send(message.bytes(), message.length());
    }

    private ByteText own(LogLine line, LogTarget target) {
        int severity = Math.max(line.severity(), target.minLevel());
        String tag = line.plan().tag().isEmpty() ? defaultTag : line.plan().tag();
        return formatter.format(target, severity, tag, line);
    }

    /** Whether it is the turn of a target that takes only some of the lines. */
    private boolean isSampled(LogTarget target) {
        LogSample sample = target.sample();
        if (sample.size() <= 1) {
            return true;
        }
        if (turns.size() > TURNS_MAX) {
            turns.clear();
        }
        int turn = turns.merge(target, 1, (before, one) -> before % sample.size() + one);
        return sample.takes(turn);
    }

    private void complete(LogLine line) {
        Relayed relayed = line.relayed();
        if (relayed != null) {
            long unusedLeft = relayedBytes.addAndGet(-relayed.length());
        }
        CompletableFuture<Void> opened = line.opened();
        if (opened != null) {
            boolean unused = opened.complete(null);
        }
        line.spent();
    }

    /** Sends what is queued, for a second at most, and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
