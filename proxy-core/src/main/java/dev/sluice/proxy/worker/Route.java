package dev.sluice.proxy.worker;

import dev.sluice.proxy.wire.Wire;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The way to another machine.
 *
 * @param target where it leads
 * @param proxy the SOCKS4 proxy that it goes through; null for none
 * @param manner what its socket is to be like; null for as it comes
 * @param words what is sent before anything else; null for nothing
 */
public record Route(
        SocketAddress target,
        @Nullable SocketAddress proxy,
        @Nullable Manner manner,
        @Nullable Words words) {
    /** What a socket is to be like. */
    @FunctionalInterface
    public interface Manner {
        /**
         * Prepares a socket that is about to connect to {@code first}.
         *
         * @return what is to be done when it is closed; null for nothing
         * @throws IOException where it cannot be like that, having given everything back
         */
        @Nullable
        Runnable prepare(LinuxSocket socket, SocketAddress first) throws IOException;
    }

    /** The direct way. */
    public static Route to(SocketAddress target) {
        return new Route(target, null, null, null);
    }

    /** The same way, beginning with other words. */
    public Route saying(@Nullable Words other) {
        return new Route(target, proxy, manner, other);
    }

    /** Where its first connection goes. */
    SocketAddress first() {
        return proxy == null ? target : proxy;
    }

    /** The address that the other side has, where the system cannot tell. */
    void presentOn(Wire wire) {
        if (proxy != null) {
            wire.presented(target, null);
        }
    }
}
