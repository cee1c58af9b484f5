package dev.sluice.proxy.log;

import dev.sluice.config.LogTarget;
import dev.sluice.state.ProcessState;
import io.netty.util.internal.PlatformDependent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Sends log lines on a thread of its own. */
public final class LogSender implements AutoCloseable {
    /** Lines that may wait: at some 300 bytes a line, 5 MB; past this a line is dropped and counted. */
    private static final int QUEUED_MAX = 16_384;

    /** How long a full stop waits for what is queued. */
    private static final long CLOSE_MILLIS = 1000;

    private final ProcessState process;
    private final String defaultTag;
    private final String hostname;
    private final Queue<Line> queue = PlatformDependent.newFixedMpscQueue(QUEUED_MAX);
    private final Thread thread;
    private final LogFormatter formatter;
    private final Map<String, LogOutlet> outlets = new HashMap<>();
    private volatile boolean idle;
    private volatile boolean closed;

    private record Line(LogPlan plan, int severity, long wallMillis, byte[] text) {}

    /**
     * A sender that has sent nothing yet.
     *
     * @param defaultTag the program's name in a line
     * @param hostname what {@code log-send-hostname} says; empty where it is not set
     */
    public LogSender(ProcessState process, String defaultTag, String hostname, ThreadFactory threads) {
        this.process = process;
        this.defaultTag = defaultTag;
        this.hostname = hostname;
        this.formatter = new LogFormatter(process.identity().pid());
        this.thread = threads.newThread(this::run);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Opens a target, while the program may still do so. */
    void open(LogTarget target) {
        if (!target.global()) {
            enqueue(new Line(new LogPlan(List.of(target), LogPlan.NOTHING.format(), false, ""), -1, 0, new byte[0]));
        }
    }

    /** Sends a line to all targets of {@code plan} that want its severity. Never waits. */
    void send(LogPlan plan, int severity, long wallMillis, byte[] text) {
        enqueue(new Line(plan, severity, wallMillis, text));
    }

    private void enqueue(Line line) {
        if (closed || !queue.offer(line)) {
            long unused = process.droppedLogs().incrementAndGet();
        } else if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (true) {
            Line line = queue.poll();
            if (line != null) {
                deliver(line);
            } else if (closed) {
                break;
            } else {
                idle = true;
                if (queue.isEmpty() && !closed) {
                    LockSupport.park(this);
                }
                idle = false;
            }
        }
        outlets.values().forEach(LogOutlet::close);
    }

    private void deliver(Line line) {
        for (LogTarget target : line.plan().targets()) {
            LogOutlet outlet = outlets.computeIfAbsent(target.address(), LogOutlet::to);
            if (line.severity() < 0) {
                outlet.open();
            } else if (line.severity() <= target.maxLevel()) {
                int severity = Math.max(line.severity(), target.minLevel());
                String tag =
                        line.plan().tag().isEmpty() ? defaultTag : line.plan().tag();
                ByteText message = formatter.format(target, severity, line.wallMillis(), hostname, tag, line.text());
                if (!outlet.send(message.bytes(), message.length())) {
                    long unused = process.droppedLogs().incrementAndGet();
                }
            }
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
