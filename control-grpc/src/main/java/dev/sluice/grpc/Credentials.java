package dev.sluice.grpc;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether and how an address is encrypted. */
final class Credentials {
    private Credentials() {}

    /** TLS where it is asked for; without it only where nobody else can listen. */
    static ServerCredentials of(ListenAddress address, Settings settings) throws IOException {
        if (!settings.get(BindSettings.SSL)) {
            if (address instanceof ListenAddress.Inet internet
                    && !InetAddress.getByName(internet.host()).isLoopbackAddress()) {
                throw new IOException("grpc " + internet.display()
                        + ": in the clear only on loopback addresses and unix sockets (expected: ssl crt <pem>)");
            }
            return InsecureServerCredentials.create();
        }
        String crt = settings.get(BindSettings.CRT);
        if (crt.isEmpty()) {
            throw new IOException("grpc " + address.display() + ": 'ssl' needs 'crt <pem>'");
        }
        // One file holds chain and key, each reader takes its own part.
        byte[] pem = Files.readAllBytes(Path.of(crt));
        TlsServerCredentials.Builder tls = TlsServerCredentials.newBuilder()
                .keyManager(new ByteArrayInputStream(certificates(pem)), new ByteArrayInputStream(key(pem)));
        String authorities = settings.get(BindSettings.CA_FILE);
        if (!authorities.isEmpty()) {
            tls.trustManager(Path.of(authorities).toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return tls.build();
    }

    private static byte[] certificates(byte[] pem) {
        return blocks(pem, "CERTIFICATE");
    }

    private static byte[] key(byte[] pem) {
        return blocks(pem, "PRIVATE KEY");
    }

    private static byte[] blocks(byte[] pem, String kind) {
        StringBuilder found = new StringBuilder();
        boolean inside = false;
        for (String line : new String(pem, StandardCharsets.ISO_8859_1).lines().toList()) {
            boolean begins = line.startsWith("-----BEGIN ") && line.contains(kind + "-----");
            inside = inside || begins;
            if (inside) {
                found.append(line).append('\n');
            }
            inside = inside && !line.startsWith("-----END ");
        }
        return found.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
