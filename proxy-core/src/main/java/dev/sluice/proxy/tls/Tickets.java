package dev.sluice.proxy.tls;

import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.state.tls.TlsProfile;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Brings the secrets of tickets to the size that the library takes, 48 bytes, in a way that all who share a file agree on. Where clients'
 * certificates are verified the trusted ones go into it, so that a ticket from a line that asks for none is worth nothing there.
 */
final class Tickets {
    private static final int PART = 16;

    private Tickets() {}

    static OpenSslSessionTicketKey[] keys(TlsProfile profile) {
        String label = label(profile);
        List<byte[]> secrets = profile.ticketKeys();
        OpenSslSessionTicketKey[] keys = new OpenSslSessionTicketKey[secrets.size()];
        for (int i = 0; i < keys.length; i++) {
            byte[] secret = secrets.get(i);
            keys[i] = new OpenSslSessionTicketKey(
                    derived(secret, label + "name"), derived(secret, label + "hmac"), derived(secret, label + "aes"));
        }
        return keys;
    }

    /** A secret of its own for a line that names no file. */
    static OpenSslSessionTicketKey[] random() {
        byte[] secret = new byte[OpenSslSessionTicketKey.TICKET_KEY_SIZE];
        new SecureRandom().nextBytes(secret);
        return new OpenSslSessionTicketKey[] {
            new OpenSslSessionTicketKey(
                    Arrays.copyOfRange(secret, 0, PART),
                    Arrays.copyOfRange(secret, PART, 2 * PART),
                    Arrays.copyOfRange(secret, 2 * PART, 3 * PART))
        };
    }

    private static String label(TlsProfile profile) {
        if (profile.verify() == Verify.NONE) {
            return "";
        }
        StringBuilder label = new StringBuilder(profile.verify().name());
        for (X509Certificate trusted : profile.authorities()) {
            label.append(trusted.getSerialNumber())
                    .append(trusted.getIssuerX500Principal().getName());
        }
        return label.append(profile.revoked().hashCode()).toString();
    }

    private static byte[] derived(byte[] secret, String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(label.getBytes(StandardCharsets.UTF_8)), PART);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
