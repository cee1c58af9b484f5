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
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Says who calls: the level is the listener's, the identity the client certificate's subject where there is one, else the address. */
final class Identity implements ServerInterceptor {
    static final Context.Key<Caller> CALLER =
            Context.keyWithDefault("caller", new Caller(Level.USER, "grpc", "unknown"));

    private final Level level;

    Identity(Level level) {
        this.level = level;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Caller caller = new Caller(level, "grpc", identity(call));
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }

    private static String identity(ServerCall<?, ?> call) {
        @Nullable SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session != null) {
            try {
                return session.getPeerPrincipal().getName();
            } catch (SSLPeerUnverifiedException e) {
                // No certificate was asked for; the address has to do.
            }
        }
        @Nullable SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (address instanceof InetSocketAddress internet) {
            return internet.getAddress().getHostAddress();
        }
        return "unix";
    }
}
