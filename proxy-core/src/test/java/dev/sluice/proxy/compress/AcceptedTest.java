package dev.sluice.proxy.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CompressionSpec.Algorithm;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients say that they understand (RFC 9110 section 12.5.3). */
class AcceptedTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "gzip|GZIP,DEFLATE|GZIP",
                "GZip|GZIP|GZIP",
                "br, deflate|GZIP,DEFLATE|DEFLATE",
                "gzip;q=0.2, deflate;q=0.8|GZIP,DEFLATE|DEFLATE",
                "deflate, gzip|GZIP,DEFLATE|DEFLATE",
                "*|DEFLATE,GZIP|DEFLATE",
                "gzip;q=0|GZIP|none",
                "gzip;q=0.000|GZIP|none",
                "gzip; q=1.0|GZIP|GZIP",
                "gzip;q=x|GZIP|none",
                "gzip;level=9;q=0|GZIP|none",
                "br|GZIP|none",
                "identity|IDENTITY,GZIP|IDENTITY",
                "deflate|RAW_DEFLATE|RAW_DEFLATE",
                "''|GZIP|none",
                ",,;q=1,|GZIP|none"
            })
    void choosesWhatTheClientLikesBest(String field, String offered, Algorithm best) {
        List<Algorithm> offers =
                Arrays.stream(offered.split(",", -1)).map(Algorithm::valueOf).toList();
        Accepted accepted = new Accepted();
        accepted.read(field, offers);
        assertThat(accepted.best()).isEqualTo(best);
        accepted.clear();
        assertThat(accepted.best()).isNull();
    }
}
