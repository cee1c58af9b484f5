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
import org.jspecify.annotations.Nullable;

/** Sends log lines on a thread of its own. */
public final class LogSender implements AutoCloseable {
    /** Lines that may wait: at some 300 bytes a line, 5 MB; past this a line is dropped and counted. */
    private static final int QUEUED_MAX = 16_384;

    /** Messages of others may be long; what waits of them takes no more memory than this. */
    private static final long RELAYED_BYTES_MAX = 16L << 20;

    private static final LogFormatter.Said NOTHING_SAID = LogFormatter.Said.of(new byte[0]);

    /** More targets than a configuration has: reloads have left some behind. */
    private static final int TURNS_MAX = 1024;

    /**
     * Lines come in crowds, and to wake a thread for each costs its worker more than the line: whoever has sent some looks again after
     * a millisecond, and lets itself be woken only after some looks that found nothing.
     */
    private static final long PAUSE_NANOS = 1_000_000;

    private static final int PAUSES_MAX = 10;

    /** How long a full stop waits for what is queued. */
    private static final long CLOSE_MILLIS = 1000;

    private final ProcessState process;
    private final Rings rings;
    private final String defaultTag;
    private final LineChoice choice;
    private final Queue<Line> queue = PlatformDependent.newFixedMpscQueue(QUEUED_MAX);
    private final Thread thread;
    private final LogFormatter formatter;
    private final RelayFormatter relays = new RelayFormatter();
    private final AtomicLong relayedBytes = new AtomicLong();
    private final Map<LogTarget, Integer> turns = new HashMap<>();
    private final Map<String, LogOutlet> outlets = new HashMap<>();
    private volatile boolean idle;
    private volatile boolean closed;

    /** What the thread does next: a line to send, or where {@code opened} is given, targets to open. */
    private static final class Line {
        final LogPlan plan;
        final int severity;
        final long wallMillis;
        final LogFormatter.Said said;
        final @Nullable CompletableFuture<Void> opened;
        final @Nullable Relayed relayed;

        Line(LogPlan plan, long wallMillis, Relayed relayed) {
            this.plan = plan;
            this.severity = relayed.severity();
            this.wallMillis = wallMillis;
            this.said = NOTHING_SAID;
            this.opened = null;
            this.relayed = relayed;
        }

        Line(
                LogPlan plan,
                int severity,
                long wallMillis,
                LogFormatter.Said said,
                @Nullable CompletableFuture<Void> opened) {
            this.plan = plan;
            this.severity = severity;
            this.wallMillis = wallMillis;
            this.said = said;
            this.opened = opened;
            this.relayed = null;
        }
    }

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
        enqueue(new Line(plan, 0, 0, NOTHING_SAID, opened));
        return opened;
    }

    /** Sends a line to all targets of {@code plan} that want its severity. Never waits. */
    void send(LogPlan plan, int severity, long wallMillis, LogFormatter.Said said) {
        enqueue(new Line(plan, severity, wallMillis, said, null));
    }

    /** Sends somebody else's message to all targets of {@code plan} that want its severity. Never waits. */
    void send(LogPlan plan, long wallMillis, Relayed relayed) {
        int length = relayed.length();
        if (relayedBytes.addAndGet(length) > RELAYED_BYTES_MAX) {
            long unusedLeft = relayedBytes.addAndGet(-length);
            long unused = process.droppedLogs().incrementAndGet();
            return;
        }
        enqueue(new Line(plan, wallMillis, relayed));
    }

    private void enqueue(Line line) {
        if (closed || !queue.offer(line)) {
            long unused = process.droppedLogs().incrementAndGet();
            complete(line);
        } else if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        int pauses = PAUSES_MAX;
        while (true) {
            Line line = queue.poll();
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

    private void deliver(Line line) {
        for (LogTarget target : line.plan.targets()) {
            if (line.opened != null) {
                // Whoever is behind a backend is known when there is something to send.
                if (!target.address().startsWith(LogTarget.BACKEND)) {
                    outlet(target.address()).open();
                }
            } else if (line.severity <= target.maxLevel() && isSampled(target) && !send(line, target)) {
                long unused = process.droppedLogs().incrementAndGet();
            }
        }
        complete(line);
    }

    private LogOutlet outlet(String address) {
        return outlets.computeIfAbsent(address, place -> LogOutlet.to(place, rings));
    }

    private boolean send(Line line, LogTarget target) {
        Relayed relayed = line.relayed;
        String address = target.address();
        if (address.startsWith(LogTarget.BACKEND)) {
            byte[] text = relayed == null ? line.said.text() : relayed.text();
            address = choice.address(address.substring(LogTarget.BACKEND.length()), text);
            if (address.isEmpty()) {
                return false;
            }
        }
        ByteText message = relayed == null ? own(line, target) : relays.format(target, line.wallMillis, relayed);
        return outlet(address).send(message.bytes(), message.length());
    }

    private ByteText own(Line line, LogTarget target) {
        int severity = Math.max(line.severity, target.minLevel());
        String tag = line.plan.tag().isEmpty() ? defaultTag : line.plan.tag();
        return formatter.format(target, severity, line.wallMillis, line.plan, tag, line.said);
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

    private void complete(Line line) {
        if (line.relayed != null) {
            long unusedLeft = relayedBytes.addAndGet(-line.relayed.length());
        }
        CompletableFuture<Void> opened = line.opened;
        if (opened != null) {
            boolean unused = opened.complete(null);
        }
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
