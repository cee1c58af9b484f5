package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of lists of certificates. */
class CrtListLineTest {
    @Test
    void readsOptionsAndFilters() throws TlsFormatException {
        CrtListLine line =
                CrtListLine.read("a.pem [alpn h2 verify none ocsp-update off] *.a.test !b.a.test", 3, "here");
        assertThat(line.certificate()).isEqualTo("a.pem");
        assertThat(line.option("alpn", "")).isEqualTo("h2");
        assertThat(line.filters()).containsExactly("*.a.test", "!b.a.test");
        assertThat(line.text(true)).isEqualTo("a.pem:3 [alpn h2 verify none ocsp-update off] *.a.test !b.a.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npn h2",
                "sigalgs RSA+SHA256",
                "client-sigalgs RSA+SHA256",
                "ocsp-update maybe",
                "ciphersuites TLS_AES_128_GCM_SHA256"
            })
    void refusesByNameWhatCannotBeHonoured(String option) {
        assertThatThrownBy(() -> CrtListLine.read("a.pem [" + option + "]", 1, "here"))
                .isInstanceOfSatisfying(
                        TlsFormatException.class,
                        refused -> assertThat(refused.text()).startsWith("here: '" + option.split(" ", -1)[0]));
    }

    @Test
    void refusesWhatNobodyKnows() {
        assertThatThrownBy(() -> CrtListLine.read("a.pem [fancy]", 1, "here"))
                .isInstanceOfSatisfying(
                        TlsFormatException.class,
                        refused -> assertThat(refused.text()).isEqualTo("here: unknown ssl keyword fancy"));
    }
}
