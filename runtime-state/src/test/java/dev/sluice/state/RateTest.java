package dev.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {
    private final AtomicLong total = new AtomicLong();
    private final Rate rate = new Rate(total::get);

    @Test
    void theLastSecondFadesWhileTheNextOneComesIn() {
        rate.tick(10_000);
        total.addAndGet(100);
        rate.tick(11_000);
        assertThat(rate.perSecond(11_000)).isEqualTo(100);
        assertThat(rate.perSecond(11_500)).isEqualTo(50);
        total.addAndGet(20);
        assertThat(rate.perSecond(11_500)).isEqualTo(70);
        assertThat(rate.perSecond(12_000)).isEqualTo(20);
        assertThat(rate.maximum(12_000)).isEqualTo(100);
        rate.clearMaximum();
        assertThat(rate.maximum(12_000)).isEqualTo(20);
    }

    @Test
    void aLateTickIsNoFastSecond() {
        rate.tick(10_000);
        total.addAndGet(300);
        rate.tick(13_000);
        assertThat(rate.perSecond(13_000)).isEqualTo(100);
        assertThat(rate.maximum(13_000)).isEqualTo(100);
    }

    @Test
    void whatCameShowsUntilItsSecondIsOver() {
        AtomicLong total = new AtomicLong();
        Rate rate = new Rate(total::get);
        rate.tick(10_000);
        total.set(1);
        rate.tick(11_000);
        assertThat(rate.perSecond(11_999)).isEqualTo(1);
        assertThat(rate.completePerSecond(11_999)).isZero();
        assertThat(rate.perSecond(12_000)).isZero();
    }
}
