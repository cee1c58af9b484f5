package dev.sluice.grpc;

import dev.sluice.config.Level;
import dev.sluice.operation.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Says who calls: the identity is the client certificate's subject where there is one, else the address; the level is what the configuration
 * gives to one of the certificate's names, else the listener's.
 */
final class Identity implements ServerInterceptor {
    static final Context.Key<Caller> CALLER =
            Context.keyWithDefault("caller", new Caller(Level.USER, "grpc", "unknown"));

    private final Level level;
    private final Map<String, Level> clients;

    Identity(Level level, Map<String, Level> clients) {
        this.level = level;
        this.clients = clients;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Certificate[] shown = certificates(call);
        Caller caller = shown.length > 0 && shown[0] instanceof X509Certificate certificate
                ? new Caller(
                        level(certificate),
                        "grpc",
                        certificate.getSubjectX500Principal().getName())
                : new Caller(level, "grpc", address(call));
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }

    private Level level(X509Certificate certificate) {
        if (clients.isEmpty()) {
            return level;
        }
        return ClientNames.of(certificate).stream()
                .filter(clients::containsKey)
                .findFirst()
                .map(clients::get)
                .orElse(level);
    }

    private static Certificate[] certificates(ServerCall<?, ?> call) {
        @Nullable SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session != null) {
            try {
                return session.getPeerCertificates();
            } catch (SSLPeerUnverifiedException e) {
                // No certificate was asked for; the address has to do.
            }
        }
        return new Certificate[0];
    }

    private static String address(ServerCall<?, ?> call) {
        @Nullable SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return address instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : "unix";
    }
}
