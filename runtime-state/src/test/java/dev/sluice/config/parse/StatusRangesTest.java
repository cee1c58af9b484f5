package dev.sluice.config.parse;

import static dev.sluice.config.parse.TestLanguage.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.StatusCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses count as errors. */
class StatusRangesTest {
    private static StatusCodes errors(String ranges) {
        return good("global", " http-err-codes " + ranges).global().get(GlobalSettings.ERROR_CODES);
    }

    @Test
    void rangesReplaceExtendAndReduce() {
        assertThat(errors("220 +300-499 -300-399"))
                .isEqualTo(StatusCodes.NONE.with(220, 220).with(400, 499));
        assertThat(errors("400,402-444"))
                .isEqualTo(StatusCodes.NONE.with(400, 400).with(402, 444));
        assertThat(errors("-404,410"))
                .isEqualTo(StatusCodes.CLIENT_ERRORS.without(404, 404).without(410, 410));
        assertThat(StatusCodes.SERVER_ERRORS.contains(500)).isTrue();
        assertThat(StatusCodes.SERVER_ERRORS.contains(501)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "abc > Invalid status codes range 'abc' in 'http-err-codes' at position 0. Ranges must be in the form",
                "+ > Invalid status codes range '+' in 'http-err-codes' at position 1. Ranges must be in the form",
                "200- > Invalid status codes range '200-' in 'http-err-codes' at position 4. Ranges must be in the form",
                "99 > Invalid status codes range '99' in 'http-err-codes'.",
                "600 > Invalid status codes range '600' in 'http-err-codes'.",
                "300-200 > Invalid status codes range '300-200' in 'http-err-codes'.",
                "'' > Missing status codes range for 'http-err-codes'.",
            })
    void othersAreRefused(String ranges, String message) {
        ParseResult result = TestLanguage.parse("global\n http-err-codes " + ranges + "\n");
        assertThat(result.diagnostics().toString()).contains(message);
        assertThat(result.usable()).isEmpty();
    }
}
