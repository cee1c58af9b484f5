package dev.sluice.grpc;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of the typed API. */
final class Executors {
    /** Calls hardly wait; a few threads keep the largest lists from holding up the rest. */
    private static final int THREADS = 4;

    /** Past this many a call runs on its connection's own thread, which so stops reading more. */
    private static final int QUEUED_MAX = 1024;

    private static final int IDLE_SECONDS = 30;

    private Executors() {}

    static ThreadPoolExecutor bounded() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUED_MAX),
                task -> {
                    Thread thread = new Thread(task, "sluice-grpc-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** A thread for what has to be done now and then; it starts with its first task. */
    static ScheduledThreadPoolExecutor timer() {
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sluice-grpc-timer");
            thread.setDaemon(true);
            return thread;
        });
    }
}
