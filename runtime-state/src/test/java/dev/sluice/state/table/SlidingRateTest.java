package dev.sluice.state.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingRateTest {
    private static final int PERIOD = 4000;

    private final long[] words = new long[SlidingRate.WORDS];

    @Test
    void countsAllOfAPeriodAndForgetsItOverTheNext() {
        assertThat(SlidingRate.read(words, 0, PERIOD, 10_000)).isZero();
        assertThat(SlidingRate.add(words, 0, PERIOD, 10_000, 500)).isEqualTo(500);
        assertThat(SlidingRate.add(words, 0, PERIOD, 13_999, 200)).isEqualTo(700);
        assertThat(SlidingRate.read(words, 0, PERIOD, 14_000)).isEqualTo(700);
        assertThat(SlidingRate.read(words, 0, PERIOD, 15_000)).isEqualTo(525);
        assertThat(SlidingRate.read(words, 0, PERIOD, 17_999)).isZero();
        assertThat(SlidingRate.read(words, 0, PERIOD, 99_999)).isZero();
    }

    @Test
    void aSingleEventIsRememberedToTheEndOfTheNextPeriod() {
        SlidingRate.set(words, 0, 10_000, 1);
        assertThat(SlidingRate.read(words, 0, PERIOD, 17_999)).isEqualTo(1);
        assertThat(SlidingRate.read(words, 0, PERIOD, 18_000)).isZero();
    }

    @Test
    void clocksMayWrapAround() {
        assertThat(SlidingRate.add(words, 0, PERIOD, Integer.MAX_VALUE - 10, 3)).isEqualTo(3);
        assertThat(SlidingRate.add(words, 0, PERIOD, Integer.MIN_VALUE + 10, 4)).isEqualTo(7);
        assertThat(SlidingRate.add(words, 0, PERIOD, Integer.MIN_VALUE + 4000, 1))
                .isEqualTo(1 + 7 * 3989 / 4000);
    }

    @Test
    void isWhatASimplerReckoningSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int now = random.nextInt();
        Model model = new Model();
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(8) == 0 ? random.nextInt(3 * PERIOD) : random.nextInt(40);
            if (random.nextBoolean()) {
                int events = random.nextInt(5);
                assertThat(SlidingRate.add(words, 0, PERIOD, now, events))
                        .as("step %d of seed %d", step, seed)
                        .isEqualTo(model.add(now, events));
            } else {
                assertThat(SlidingRate.read(words, 0, PERIOD, now))
                        .as("step %d of seed %d", step, seed)
                        .isEqualTo(model.read(now));
            }
        }
    }

    @Test
    void losesNothingToThreadsThatTurnAtOnce() throws InterruptedException {
        int threads = 4;
        int each = 50_000;
        // Each thread's clock goes through many periods; all events of the last one must be there.
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            all[t] = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    SlidingRate.add(words, 0, 1000, 1 + i / 100, 1);
                }
            });
            all[t].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        // 500 milliseconds went by, less than a period.
        assertThat(SlidingRate.read(words, 0, 1000, 1 + each / 100)).isEqualTo((long) threads * each);
    }

    /** Two counts and a moment, as plain fields. */
    private static final class Model {
        private boolean used;
        private int began;
        private long current;
        private long before;

        private void turn(int now) {
            int elapsed = now - began;
            if (!used || elapsed >= 2 * PERIOD) {
                began = now;
                before = 0;
                current = 0;
            } else if (elapsed >= PERIOD) {
                began += PERIOD;
                before = current;
                current = 0;
            }
        }

        long add(int now, int events) {
            turn(now);
            used = true;
            current += events;
            return read(now);
        }

        long read(int now) {
            int elapsed = now - began;
            if (!used || elapsed >= 2 * PERIOD) {
                return 0;
            }
            long counted = elapsed < PERIOD ? current : 0;
            long past = elapsed < PERIOD ? before : current;
            int left = PERIOD - elapsed % PERIOD;
            return counted == 0 && past == 1 ? 1 : counted + past * left / PERIOD;
        }
    }
}
