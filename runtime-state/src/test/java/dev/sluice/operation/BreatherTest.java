package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreatherTest {
    private static final int STRIDE = 64;

    private long nanos = 1_000_000_000;
    private long othersTake;
    private int rests;
    private final Breather breather = new Breather(() -> nanos, () -> {
        rests++;
        nanos += othersTake;
    });

    private void work(int steps, long nanosEach) {
        for (int i = 0; i < steps; i++) {
            nanos += nanosEach;
            breather.step();
        }
    }

    @Test
    void givesWayAfterEachStrideWhereOthersAreSoonDone() {
        othersTake = 50_000;
        work(10 * STRIDE, 4_000);
        assertThat(rests).isEqualTo(10);
    }

    @Test
    void keepsHalfOfAProcessorThatOthersNeverLeave() {
        othersTake = 3_000_000;
        long before = nanos;
        work(100 * STRIDE, 4_000);
        long worked = 100 * STRIDE * 4_000L;
        assertThat(nanos - before).isLessThanOrEqualTo(2 * worked + othersTake);
        assertThat(rests).isBetween(2, 20);
    }

    @Test
    void givesWayAsOftenAsBeforeOnceTheyAreDone() {
        othersTake = 3_000_000;
        work(STRIDE, 4_000);
        othersTake = 10_000;
        work(12 * STRIDE, 4_000);
        rests = 0;
        work(10 * STRIDE, 4_000);
        assertThat(rests).isEqualTo(10);
    }
}
