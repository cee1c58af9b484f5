package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlQueueTest {
    private static final long PATIENCE_SECONDS = 30;

    private final AtomicInteger writers = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "sluice-control");
    private final ControlQueue queue = new ControlQueue(thread);
    private volatile boolean over;
    private volatile boolean together;

    @BeforeEach
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        over = true;
        queue.add(() -> {});
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(thread.isAlive()).isFalse();
    }

    private void run() {
        while (!over) {
            queue.work(this::batch);
            // The task that came with the end may have been done just now.
            boolean unused = !over && queue.awaitTask(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }

    private void batch() {
        together |= writers.incrementAndGet() > 1;
        queue.take(64).forEach(Runnable::run);
        writers.decrementAndGet();
    }

    @Test
    void whoeverAddsOrAttendsIsServedByOneWriterAtATime() throws InterruptedException {
        int threads = 4;
        int each = 5000;
        CountDownLatch done = new CountDownLatch(threads * each);
        List<Thread> asking = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            boolean attends = i % 2 == 0;
            asking.add(new Thread(() -> {
                for (int task = 0; task < each; task++) {
                    if (attends) {
                        queue.leave(done::countDown);
                        queue.attend(this::batch);
                    } else {
                        queue.add(done::countDown);
                    }
                }
            }));
        }
        asking.forEach(Thread::start);
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        // Whoever attends late may do the task that is to end the thread, which would then sleep on.
        for (Thread thread : asking) {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
        assertThat(together).isFalse();
    }

    @Test
    void whoAttendsInVainIsServedByTheWriter() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        queue.add(() -> {
            writing.countDown();
            await(go);
        });
        assertThat(writing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        queue.leave(done::countDown);
        queue.attend(this::batch);
        assertThat(done.getCount()).isOne();
        go.countDown();
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatAttendsDoesNotNest() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        queue.add(() -> {
            queue.leave(() -> {
                order.add("inner");
                done.countDown();
            });
            queue.attend(this::batch);
            order.add("outer");
        });
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("outer", "inner");
        assertThat(together).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
