package dev.sluice.grpc;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the pool that calls run on. */
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
}
