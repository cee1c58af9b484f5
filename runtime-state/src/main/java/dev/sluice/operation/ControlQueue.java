package dev.sluice.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tasks of the one writer, and the right to be it, which one thread has at a time. The control thread waits for that right; others
 * only take it while nobody has it.
 *
 * <p>No task is forgotten: whoever adds one wakes the control thread, or attends, and whoever attends in vain, or leaves something behind,
 * wakes it too. It looks for tasks once more between saying that it sleeps and sleeping.
 */
final class ControlQueue {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final Thread thread;
    private volatile boolean asleep;

    ControlQueue(Thread thread) {
        this.thread = thread;
    }

    /** Adds a task, for the control thread as a rule. */
    void add(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** Adds a task for which the same thread attends soon. */
    void leave(Runnable task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** The tasks that are there, the first of them at most; only for who is the writer. */
    List<Runnable> take(int max) {
        List<Runnable> taken = new ArrayList<>();
        while (taken.size() < max) {
            Runnable task = tasks.poll();
            if (task == null) {
                break;
            }
            taken.add(task);
        }
        return taken;
    }

    /** Does {@code batch} as the writer, which is waited for. */
    void work(Runnable batch) {
        writing.lock();
        try {
            batch.run();
        } finally {
            writing.unlock();
        }
    }

    /** Does {@code batch} as the writer, unless some thread is that already. */
    void attend(Runnable batch) {
        // An answer may lead to the next question; that one's turn comes behind this batch.
        if (!writing.isHeldByCurrentThread() && writing.tryLock()) {
            try {
                batch.run();
            } finally {
                writing.unlock();
            }
        }
        if (!tasks.isEmpty()) {
            wake();
        }
    }

    /** Sleeps until there is a task, or for so long; returns whether the thread was interrupted. */
    boolean awaitTask(long millis) {
        asleep = true;
        if (tasks.isEmpty() && millis > 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        asleep = false;
        return Thread.interrupted();
    }

    private void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }
}
