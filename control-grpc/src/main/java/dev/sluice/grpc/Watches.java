package dev.sluice.grpc;

import dev.sluice.operation.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Streamed answers under way.
 *
 * <p><b>Threads.</b> One thread of its own does all that they do, so that they need no locks, and so that whoever has news for them only
 * leaves a hint.
 */
final class Watches implements AutoCloseable {
    /** At once; each holds a stream and some hundred bytes here, and takes its share of the one thread. */
    static final int WATCHES_MAX = 4096;

    /** How often silence is looked at. */
    private static final int TICK_SECONDS = 1;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "sluice-grpc-watch");
        made.setDaemon(true);
        return made;
    });
    private final GrpcActivity activity;
    private final Set<Watch<?>> all = new LinkedHashSet<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean hinted = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    Watches(GrpcActivity activity) {
        this.activity = activity;
        thread.setRemoveOnCancelPolicy(true);
        var unused = thread.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /** Begins one; refused where there are too many. */
    void begin(Watch<?> watch) {
        if (count.incrementAndGet() > WATCHES_MAX) {
            count.decrementAndGet();
            throw Errors.of(Reason.WATCH_LIMIT, "More than " + WATCHES_MAX + " watches at once.", Subject.field(""));
        }
        activity.watching(1);
        execute(() -> {
            all.add(watch);
            watch.proceed();
        });
    }

    /** One is over; called on the thread of watches. */
    void over(Watch<?> watch) {
        if (all.remove(watch)) {
            count.decrementAndGet();
            activity.watching(-1);
        }
    }

    /** There is something new. Any thread may call, and is not held up. */
    void hint() {
        if (hinted.compareAndSet(false, true)) {
            execute(() -> {
                hinted.set(false);
                copy().forEach(Watch::proceed);
            });
        }
    }

    /** Runs a task on the thread of watches. */
    void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // All watches have been ended.
            hinted.set(false);
        }
    }

    /** The same later. */
    void schedule(Runnable task, long millis) {
        try {
            var unused = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            hinted.set(false);
        }
    }

    /** How many there are. */
    int count() {
        return count.get();
    }

    private void tick() {
        copy().forEach(Watch::tick);
    }

    private List<Watch<?>> copy() {
        return new ArrayList<>(all);
    }

    /** Ends all: whoever watched goes on elsewhere. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            execute(() -> copy().forEach(watch ->
                    watch.fail(Errors.of(Reason.STOPPING, "The process is stopping.", Subject.field("")))));
            thread.shutdown();
        }
    }
}
