package dev.sluice.grpc;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of an address, which follow their files: new connections see what was read last. Any thread may call. */
final class Certificates {
    private static final System.Logger LOGGER = System.getLogger("dev.sluice.grpc");

    private final Path own;
    private final @Nullable Path authorities;
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;
    private volatile List<FileTime> seen = List.of();

    private Certificates(Path own, @Nullable Path authorities) throws GeneralSecurityException {
        this.own = own;
        this.authorities = authorities;
        this.trust = AdvancedTlsX509TrustManager.newBuilder()
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .build();
    }

    /**
     * Reads the files for the first time.
     *
     * @param own chain and key in one file
     * @param authorities that clients' certificates have to come from; null asks for none
     */
    static Certificates read(Path own, @Nullable Path authorities) throws IOException {
        try {
            Certificates certificates = new Certificates(own, authorities);
            certificates.seen = certificates.times();
            certificates.load();
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IOException(own + ": " + e.getMessage(), e);
        }
    }

    /** Reads them again if they have changed; what cannot be read leaves the earlier ones in force. */
    void refresh() {
        try {
            List<FileTime> now = times();
            if (!now.equals(seen)) {
                seen = now;
                load();
                LOGGER.log(System.Logger.Level.INFO, "grpc: certificates of " + own + " read again");
            }
        } catch (IOException | GeneralSecurityException e) {
            LOGGER.log(System.Logger.Level.WARNING, "grpc: earlier certificates stay in force: " + e);
        }
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        times.add(Files.getLastModifiedTime(own));
        Path trusted = authorities;
        if (trusted != null) {
            times.add(Files.getLastModifiedTime(trusted));
        }
        return times;
    }

    private void load() throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(own);
        var chain = CertificateUtils.getX509Certificates(new ByteArrayInputStream(certificates(pem)));
        if (chain.length == 0) {
            throw new IOException(own + ": no certificate");
        }
        keys.updateIdentityCredentials(chain, CertificateUtils.getPrivateKey(new ByteArrayInputStream(pem)));
        Path trusted = authorities;
        if (trusted != null) {
            trust.updateTrustCredentials(trusted.toFile());
        }
    }

    /** The certificates alone: Java's reader stumbles over keys. */
    private static byte[] certificates(byte[] pem) {
        StringBuilder found = new StringBuilder();
        boolean inside = false;
        for (String line : new String(pem, StandardCharsets.ISO_8859_1).lines().toList()) {
            inside = inside || line.startsWith("-----BEGIN CERTIFICATE-----");
            if (inside) {
                found.append(line).append('\n');
            }
            inside = inside && !line.startsWith("-----END ");
        }
        return found.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Shows the program's own. */
    AdvancedTlsX509KeyManager keys() {
        return keys;
    }

    /** Looks at the clients'; null where they need none. */
    @Nullable
    AdvancedTlsX509TrustManager trust() {
        return authorities == null ? null : trust;
    }
}
