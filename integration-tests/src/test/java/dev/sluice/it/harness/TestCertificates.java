package dev.sluice.it.harness;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** An authority of our own and certificates that it signs. */
public final class TestCertificates {
    private final KeyPair authorityKeys = keys();
    private final X509Certificate authority;

    /** A certificate with its key as PEM. */
    public record Signed(X509Certificate certificate, String pem) {
        /** Writes it to a file and returns the file's name. */
        public String writtenTo(Path file) {
            return write(file, pem);
        }
    }

    /** An authority of this name. */
    public TestCertificates(String name) {
        authority = sign("CN=" + name, authorityKeys, 1, "", true);
    }

    private static String write(Path file, String text) {
        try {
            return Files.writeString(file, text).toString();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The authority's own certificate as PEM. */
    public String authorityPem() {
        return pem("CERTIFICATE", encoded(authority));
    }

    /** What the authority has taken back, as PEM: the certificate of serial 99. */
    public String revocationsPem() {
        Instant now = Instant.now();
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                    authority.getSubjectX500Principal(), Date.from(now.minus(1, ChronoUnit.DAYS)));
            builder.setNextUpdate(Date.from(now.plus(30, ChronoUnit.DAYS)));
            builder.addCRLEntry(BigInteger.valueOf(99), Date.from(now), CRLReason.unspecified);
            return pem(
                    "X509 CRL",
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKeys.getPrivate()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Writes it to a file and returns the file's name. */
    public String authorityWrittenTo(Path file) {
        return write(file, authorityPem());
    }

    /** Writes it with its key, for who makes certificates of its own, and returns the file's name. */
    public String signerWrittenTo(Path file) {
        return write(
                file,
                authorityPem() + pem("PRIVATE KEY", authorityKeys.getPrivate().getEncoded()));
    }

    /** A certificate for a host. */
    public Signed sign(String host, long serial) {
        return sign(host, serial, "");
    }

    /** A certificate for a host, about which an address can be asked; empty for none. */
    public Signed sign(String host, long serial, String responder) {
        KeyPair own = keys();
        X509Certificate certificate = sign("CN=" + host, own, serial, host, false, responder);
        return new Signed(
                certificate,
                pem("CERTIFICATE", encoded(certificate))
                        + pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    /** What the authority says of one of its certificates, for a day: that it is good. */
    public byte[] statement(long serial) {
        Instant now = Instant.now();
        try {
            DigestCalculator sha1 =
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1);
            JcaX509CertificateHolder maker = new JcaX509CertificateHolder(authority);
            CertificateID id = new CertificateID(sha1, maker, BigInteger.valueOf(serial));
            BasicOCSPRespBuilder basic = new BasicOCSPRespBuilder(new RespID(maker.getSubject()));
            basic.addResponse(
                    id,
                    CertificateStatus.GOOD,
                    Date.from(now.minus(1, ChronoUnit.HOURS)),
                    Date.from(now.plus(1, ChronoUnit.DAYS)));
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            basic.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKeys.getPrivate()),
                                    null,
                                    Date.from(now)))
                    .getEncoded();
        } catch (IOException | GeneralSecurityException | OperatorCreationException | OCSPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private X509Certificate sign(String subject, KeyPair own, long serial, String host, boolean mayIssue) {
        return sign(subject, own, serial, host, mayIssue, "");
    }

    private X509Certificate sign(
            String subject, KeyPair own, long serial, String host, boolean mayIssue, String responder) {
        Instant now = Instant.now();
        X500Principal issuer = mayIssue ? new X500Principal(subject) : authority.getSubjectX500Principal();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(serial),
                    Date.from(now.minus(1, ChronoUnit.DAYS)),
                    Date.from(now.plus(30, ChronoUnit.DAYS)),
                    new X500Principal(subject),
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(mayIssue));
            if (!host.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            if (!responder.isEmpty()) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                X509ObjectIdentifiers.ocspAccessMethod,
                                new GeneralName(GeneralName.uniformResourceIdentifier, responder)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKeys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }
}
