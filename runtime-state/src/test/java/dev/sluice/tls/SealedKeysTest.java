package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of nobody, sealed by OpenSSL in the two ways that it seals them. */
class SealedKeysTest {
    private static final String AES = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgXEjwzGMxW8QICA+gw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEI9KnGSpfcXpXgMAKeN+tz0EgZCQ
            PefyVvftqdK/yn8U/G90C+nscn+zhknT/mYkfrZ4bsmL1eKW18a1UKU0KOEOjZ2T
            UGaYsDQfmit9w8XODnr9vqBEFifSRHeIClFRTXBndTaahhCRnIN5dyhTjjoHCNNp
            AJvJs6iYJMD32d4JBR39/HmIDKKro7R7fMsvkXzo54109fXjCL/syuEXcY3vCoQ=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String TRIPLE_DES = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHVMEAGCSqGSIb3DQEFDTAzMBsGCSqGSIb3DQEFDDAOBAhmmopxPFOzUQICA+gw
            FAYIKoZIhvcNAwcECMAMxXdUqIW+BIGQIIDQMj7hckDNaJPaYFlccl5wWtTbEcPa
            sZmtww1veOwsJcIy2qm3VSlmXfUccfPkS3q8sbOEesjW0SaIvFuR4F5U22OYGmcn
            3vx4qGSdKh4iMXxQwlKXWQTLCgkV//+/AhrXpNB74LtbQXxUCNrasrwnWHF9XOU7
            W3WRdL0TaPK02LqzVjJQsKZlIA+ovp05
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String OPEN =
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq5PyAYIIaoeL0ZJ0ZAZ6dEyj+/Rb9Iqi0+BByveSBamhRANCAAQU"
                    + "s/Hwjfsrguh+XXFg2gQ6ZA5Qfkjx3KgREEtpO/183C+LUmHyNX90u0CRAUfTim3OuDbFQUJEz8UdW+5RsQ7X";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {AES, TRIPLE_DES})
    void aPassphraseOpensAKey(String text) throws Exception {
        assertThat(CertificateData.readKey("key", text, KeyOpener.with("sesame"))
                        .getEncoded())
                .isEqualTo(Base64.getDecoder().decode(OPEN));
    }

    @Test
    void anotherPassphraseIsRefusedByName() {
        assertThatThrownBy(() -> CertificateData.readKey("key", AES, KeyOpener.with("mellon")))
                .isInstanceOfSatisfying(
                        TlsFormatException.class,
                        refused -> assertThat(refused.text()).contains("'key'", "cannot be decrypted"));
        assertThatThrownBy(() -> CertificateData.readKey("key", AES))
                .isInstanceOfSatisfying(
                        TlsFormatException.class,
                        refused -> assertThat(refused.text()).contains("the key is encrypted"));
    }

    @Test
    void aProgramIsAskedOnceAndOnlyForWhatIsNotKnown() throws Exception {
        Path asked = folder.resolve("asked");
        Path script =
                Files.writeString(folder.resolve("ask"), "#!/bin/sh\necho \"$1 $2\" >> " + asked + "\necho sesame\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        KeyOpener opener = new PassphraseCommand(List.of(script.toString(), "more"));
        assertThat(CertificateData.readKey("first", AES, opener).getEncoded())
                .isEqualTo(Base64.getDecoder().decode(OPEN));
        assertThat(CertificateData.readKey("second", TRIPLE_DES, opener).getEncoded())
                .isEqualTo(Base64.getDecoder().decode(OPEN));
        assertThat(Files.readString(asked)).isEqualTo("first more\n");
    }

    @Test
    void aProgramThatFailsIsNamed() {
        KeyOpener opener = new PassphraseCommand(List.of("/bin/false"));
        assertThatThrownBy(() -> CertificateData.readKey("key", AES, opener))
                .isInstanceOfSatisfying(
                        TlsFormatException.class,
                        refused -> assertThat(refused.text()).contains("failed with status 1"));
    }
}
