package dev.sluice.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {
    /** What HAProxy computes for a key, an address and a port, and the published value of the empty text. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "7365637265747f00000100004da1, 5c2bb992d76ccd29",
        "7365637265740a01020300000050, 3203d5971f8b7b3d",
        "7365637265740000000000000000000000000000000100000050, acb2c8fe37035824"
    })
    void agreesWithOthers(String hex, String expected) {
        String digits = hex;
        byte[] data = new byte[digits.length() / 2];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        assertThat(String.format("%016x", XxHash64.of(data))).isEqualTo(expected);
    }

    /** Long enough for its main loop. */
    @ParameterizedTest
    @CsvSource({"Nobody inspects the spammish repetition, fbcea83c8a378bf1"})
    void takesLongTexts(String text, String expected) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(String.format("%016x", XxHash64.of(data))).isEqualTo(expected);
    }
}
