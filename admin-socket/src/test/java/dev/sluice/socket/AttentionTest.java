package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private long nanos;
    private long othersTake = 1_000;
    private final Attention attention = new Attention(() -> nanos, () -> nanos += othersTake);
    private int ready;
    private int asked;

    private int next(boolean hasTasks) throws Exception {
        return attention.calculateStrategy(
                () -> {
                    asked++;
                    return ready;
                },
                hasTasks);
    }

    @Test
    void sleepsWhereNobodyHasSaidAnything() throws Exception {
        assertThat(next(false)).isEqualTo(SelectStrategy.SELECT);
        assertThat(asked).isZero();
    }

    @Test
    void neverSleepsWithTasks() throws Exception {
        assertThat(next(true)).isZero();
        assertThat(asked).isOne();
    }

    @Test
    void looksForAMomentAndThenSleeps() throws Exception {
        attention.heed();
        ready = 3;
        assertThat(next(false)).isEqualTo(3);
        ready = 0;
        int looks = 0;
        int found = next(false);
        while (found == SelectStrategy.CONTINUE) {
            looks++;
            found = next(false);
        }
        assertThat(looks).isPositive();
        assertThat(found).isEqualTo(SelectStrategy.SELECT);
    }

    @Test
    void sleepsForAWhileWhereOthersKeepTheProcessor() throws Exception {
        othersTake = 3_000_000;
        attention.heed();
        assertThat(next(false)).isEqualTo(SelectStrategy.CONTINUE);
        attention.heed();
        assertThat(next(false)).isEqualTo(SelectStrategy.SELECT);
        nanos += 20 * othersTake;
        attention.heed();
        assertThat(next(false)).isEqualTo(SelectStrategy.CONTINUE);
    }
}
