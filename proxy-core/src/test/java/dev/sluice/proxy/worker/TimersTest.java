package dev.sluice.proxy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();
    private final List<Named> expired = new ArrayList<>();

    private final class Named extends Timer {
        @Override
        protected void onExpired() {
            expired.add(this);
        }
    }

    @Test
    void aDeadlineMayMoveBothWaysAndGo() {
        Named timer = new Named();
        timers.set(timer, 100);
        timers.set(timer, 300);
        timers.run(200, 10);
        assertThat(expired).isEmpty();
        assertThat(timers.next()).isEqualTo(300);
        timers.set(timer, 250);
        timers.run(249, 10);
        assertThat(expired).isEmpty();
        timers.set(timer, Timer.NEVER);
        timers.run(1000, 10);
        assertThat(expired).isEmpty();
        assertThat(timers.next()).isEqualTo(Timer.NEVER);
        timers.set(timer, 2000);
        timers.run(2000, 10);
        assertThat(expired).containsExactly(timer);
    }

    /** Any order of changes ends as a plain list of deadlines would. */
    @RepeatedTest(50)
    void behavesAsAListOfDeadlines(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<Named> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(new Named());
        }
        long now = 0;
        for (int step = 0; step < 2000; step++) {
            Named timer = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0 -> timers.remove(timer);
                case 1 -> timers.set(timer, Timer.NEVER);
                default -> timers.set(timer, now + 1 + random.nextInt(500));
            }
            if (random.nextInt(10) == 0) {
                now += random.nextInt(100);
                long at = now;
                List<Named> due =
                        all.stream().filter(each -> each.deadlineMillis() <= at).toList();
                expired.clear();
                timers.run(now, Integer.MAX_VALUE);
                assertThat(expired).as("seed " + seed).containsExactlyInAnyOrderElementsOf(due);
            }
        }
    }
}
