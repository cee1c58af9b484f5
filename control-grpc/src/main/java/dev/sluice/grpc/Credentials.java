package dev.sluice.grpc;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how an address is encrypted.
 *
 * @param credentials for the server
 * @param certificates that have to be refreshed; null in the clear
 */
record Credentials(ServerCredentials credentials, @Nullable Certificates certificates) {
    /** TLS where it is asked for; without it only where nobody else can listen. */
    static Credentials of(ListenAddress address, Settings settings) throws IOException {
        if (!settings.get(BindSettings.SSL)) {
            if (address instanceof ListenAddress.Inet internet
                    && !InetAddress.getByName(internet.host()).isLoopbackAddress()) {
                throw new IOException("grpc " + internet.display()
                        + ": in the clear only on loopback addresses and unix sockets (expected: ssl crt <pem>)");
            }
            return new Credentials(InsecureServerCredentials.create(), null);
        }
        String crt = settings.get(BindSettings.CRT);
        if (crt.isEmpty()) {
            throw new IOException("grpc " + address.display() + ": 'ssl' needs 'crt <pem>'");
        }
        String authorities = settings.get(BindSettings.CA_FILE);
        Certificates certificates =
                Certificates.read(Path.of(crt), authorities.isEmpty() ? null : Path.of(authorities));
        // The JDK's engine asks the managers at each handshake; OpenSSL's keeps the list of authorities that it told
        // clients at start.
        SslContextBuilder tls =
                GrpcSslContexts.configure(SslContextBuilder.forServer(certificates.keys()), SslProvider.JDK);
        TrustManager trust = certificates.trust();
        if (trust != null) {
            tls.trustManager(trust).clientAuth(ClientAuth.REQUIRE);
        }
        return new Credentials(NettySslContextServerCredentials.create(tls.build()), certificates);
    }
}
