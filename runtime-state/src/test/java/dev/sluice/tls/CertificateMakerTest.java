package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateMakerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static Optional<CertificateData> make(String host) throws TlsFormatException {
        CertificateData own = CertificateData.read("own", SelfSigned.PEM);
        return CertificateMaker.of("own", own).make(host, own, NOW, new SplittableRandom(1));
    }

    @Test
    void aMadeCertificateIsForItsHostAndSignedByTheAuthority() throws Exception {
        CertificateData made = make("www.a.test").orElseThrow();
        X509Certificate authority = CertificateData.read("own", SelfSigned.PEM).leaf();
        X509Certificate leaf = made.leaf();
        leaf.verify(authority.getPublicKey());
        leaf.checkValidity(Date.from(NOW));
        assertThat(leaf.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=www.a.test,CN=test.example");
        assertThat(leaf.getSubjectAlternativeNames()).singleElement().isEqualTo(List.of(2, "www.a.test"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getSerialNumber()).isPositive();
        assertThat(made.chain()).containsExactly(leaf, authority);
        assertThat(PrivateKeys.match(Objects.requireNonNull(made.key()), leaf.getPublicKey()))
                .isTrue();
    }

    @Test
    void aLongHostStandsAmongTheOtherNamesAlone() throws Exception {
        String host = "a".repeat(40) + "." + "b".repeat(40) + ".test";
        X509Certificate leaf = make(host).orElseThrow().leaf();
        assertThat(leaf.getSubjectAlternativeNames()).singleElement().isEqualTo(List.of(2, host));
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=test.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a..b", "*.a.test", "a/b", "a,CN=b", "a b", "\u00e9.test", "a\0b", "192.168.0.1:80"})
    void whatIsNoHostIsNotSigned(String host) throws Exception {
        assertThat(make(host)).isEmpty();
    }

    @Test
    void anAuthorityWithoutAKeyIsRefused() throws Exception {
        CertificateData own = CertificateData.read("own", SelfSigned.PEM);
        CertificateData alone = new CertificateData(own.chain(), null, null, null);
        assertThatThrownBy(() -> CertificateMaker.of("own", alone))
                .isInstanceOfSatisfying(
                        TlsFormatException.class,
                        refused -> assertThat(refused.text()).contains("private key of the CA in 'own'"));
    }

    @Test
    void whatIsMissingAboveACertificateIsFoundAndWhatNeedsNotBeShownIsLeftOut() throws Exception {
        X509Certificate authority = CertificateData.read("own", SelfSigned.PEM).leaf();
        CertificateData alone = make("www.a.test").orElseThrow().alone();
        Chains.Known known = new Chains.Known("above.pem", List.of(authority));
        Chains chains = new Chains(List.of(known), false);
        CertificateData whole = chains.complete(alone);
        assertThat(whole.chain()).containsExactly(alone.leaf(), authority);
        assertThat(chains.fileOf(whole)).isEqualTo("above.pem");
        assertThat(chains.complete(whole)).as("nothing is missing").isSameAs(whole);
        assertThat(Chains.NONE.complete(alone)).isSameAs(alone);
        CertificateData shown = new Chains(List.of(known), true).complete(alone);
        assertThat(shown.chain()).containsExactly(alone.leaf());
        assertThat(shown.maker()).as("who makes statements about it").isEqualTo(authority);
    }
}
