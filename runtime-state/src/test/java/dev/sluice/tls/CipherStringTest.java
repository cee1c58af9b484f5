package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenSSL's language for ciphers, and lines of lists of certificates. */
class CipherStringTest {
    @Test
    void namesAndGroupsChooseInOrder() throws TlsFormatException {
        assertThat(CipherString.expand("ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256:AES256-SHA"))
                .containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "AES256-SHA");
        assertThat(CipherString.expand("ECDHE+AESGCM:!aECDSA"))
                .containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384");
        assertThat(CipherString.expand("HIGH:!aNULL:!MD5:-kRSA")).noneMatch(name -> name.startsWith("AES"));
    }

    @Test
    void whatCannotBeHonouredIsRefused() {
        for (String text : List.of("NOTHING", "HIGH:!ALL", "DEFAULT:@SECLEVEL=2")) {
            assertThatThrownBy(() -> CipherString.expand(text)).as(text).isInstanceOf(TlsFormatException.class);
        }
        assertThatThrownBy(() -> CipherString.checkSuites("TLS_AES_128_GCM_SHA256"))
                .isInstanceOf(TlsFormatException.class);
        assertThatThrownBy(() -> CipherString.groups("X25519:brainpoolP256r1")).isInstanceOf(TlsFormatException.class);
    }

    @Test
    void aLineOfAListSaysWhichAndHowAndForWhom() throws TlsFormatException {
        CrtListLine line = CrtListLine.read("a.pem [alpn http/1.1 verify none] *.a.test !x.a.test", 3, "here");

        assertThat(line.certificate()).isEqualTo("a.pem");
        assertThat(line.option("verify", "required")).isEqualTo("none");
        assertThat(line.filters()).containsExactly("*.a.test", "!x.a.test");
        assertThat(line.text(true)).isEqualTo("a.pem:3 [alpn http/1.1 verify none] *.a.test !x.a.test");
        assertThatThrownBy(() -> CrtListLine.read("a.pem [bogus] a.test", 1, "here"))
                .hasMessage("here: unknown ssl keyword bogus");
    }
}
