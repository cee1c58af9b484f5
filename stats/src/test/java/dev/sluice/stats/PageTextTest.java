package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "99950, 100.0 kB",
        "123456, 123 kB",
        "5400000000, 5.4 GB",
        "9223372036854775807, 9223 PB"
    })
    void bytesAreShort(long count, String expected) {
        assertThat(PageText.bytes(count)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "60, 1m 0s", "3661, 1h 1m", "90000, 1d 1h"})
    void spansHaveTwoUnits(long seconds, String expected) {
        assertThat(PageText.span(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, -1", "1234567, 1_234_567"})
    void numbersHaveGroups(long number, String expected) {
        assertThat(PageText.count(number)).isEqualTo(expected.replace('_', '\u202F'));
    }
}
