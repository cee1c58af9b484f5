package dev.sluice.proxy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done in which turn of a worker's loop. */
class WorkerTurnsTest {
    private final Worker worker = new Worker(0, 16_384, Clock.SYSTEM, Thread::new);

    @AfterEach
    void stop() throws Exception {
        assertThat(worker.loop().shutdownGracefully(0, 5, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void whatATimerAsksForIsDoneAfterNewEventsWereSeen() throws Exception {
        CompletableFuture<Long> turnsLater = new CompletableFuture<>();
        Timer timer = new Timer() {
            @Override
            protected void onExpired() {
                long now = worker.turns();
                worker.again(() -> turnsLater.complete(worker.turns() - now));
            }
        };
        worker.execute(() -> worker.expireAt(timer, worker.nowMillis() + 1));
        assertThat(turnsLater.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
}
