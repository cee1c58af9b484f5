package dev.sluice.proxy.listen;

import dev.sluice.config.ListenAddress;
import dev.sluice.proxy.wire.Bugs;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Listener;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DatagramSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.NetUtil;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A socket that datagrams come in at. One worker reads it, so that messages keep their order; what is longer than a buffer is cut off. */
final class DatagramSocket implements EpollIoHandle, OpenListener {
    /** Messages taken in one turn, so that a burst of them leaves room for connections. */
    private static final int MESSAGES_PER_TURN_MAX = 64;

    private final Worker worker;
    private final Listener listener;
    private final LinuxSocket socket;
    private final Messages messages;
    private @Nullable IoRegistration registration;

    private DatagramSocket(Worker worker, Listener listener, LinuxSocket socket, Messages messages) {
        this.worker = worker;
        this.listener = listener;
        this.socket = socket;
        this.messages = messages;
    }

    /** Opens the socket of a listener. */
    static DatagramSocket open(Worker worker, Listener listener, Messages messages) throws BindFailure {
        ListenAddress.Inet inet = (ListenAddress.Inet) listener.address();
        boolean ipv6 = inet.host().indexOf(':') >= 0;
        LinuxSocket socket = LinuxSocket.newSocketDgram(ipv6);
        boolean done = false;
        try {
            socket.setReuseAddress(true);
            BindOptions.before(socket, listener.spec().settings(), ipv6);
            socket.bind(new InetSocketAddress(SocketOpener.numeric(inet.host()), inet.port()));
            listener.boundAddress(SocketOpener.display(socket.localAddress()));
            done = true;
            return new DatagramSocket(worker, listener, socket, messages);
        } catch (IOException failure) {
            throw new BindFailure("protocol " + (ipv6 ? "udpv6" : "udpv4") + ": cannot bind socket ("
                    + BindFailure.reason(failure) + ") for [" + inet.hostAndPort() + "].");
        } finally {
            if (!done) {
                closeQuietly(socket);
            }
        }
    }

    private static void closeQuietly(LinuxSocket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }

    /** Datagrams wait in it since it is bound. */
    @Override
    public Optional<String> listen() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Optional<String>> resume() {
        return CompletableFuture.runAsync(this::register, worker::execute).thenApply(done -> Optional.empty());
    }

    @Override
    public CompletableFuture<Void> pause() {
        return CompletableFuture.runAsync(this::unregister, worker::execute);
    }

    @Override
    public CompletableFuture<Void> shut() {
        return pause().thenAccept(done -> closeQuietly(socket));
    }

    /** The loop ends: the descriptor belongs to the bind line. */
    @Override
    public void close() {}

    private void register() {
        if (registration != null) {
            return;
        }
        IoRegistration made = worker.loop().register(this).getNow();
        if (made != null && made.submit(EpollIoOps.EPOLLIN) != -1) {
            registration = made;
        }
    }

    private void unregister() {
        IoRegistration held = registration;
        if (held != null) {
            registration = null;
            take();
            boolean unused = held.cancel();
        }
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        if (registration != null) {
            take();
        }
    }

    private void take() {
        for (int i = 0; i < MESSAGES_PER_TURN_MAX; i++) {
            try {
                DatagramSocketAddress from = socket.recvFromAddress(worker.scratchAddress(), 0, worker.bufferSize());
                if (from == null) {
                    return;
                }
                byte[] message = new byte[from.receivedAmount()];
                PlatformDependent.copyMemory(worker.scratchAddress(), message, 0, message.length);
                byte[] sender = NetUtil.toAddressString(from.getAddress()).getBytes(StandardCharsets.US_ASCII);
                boolean unused = Bugs.contain(() -> messages.take(listener.frontend(), message, sender));
            } catch (IOException failure) {
                // Somebody whom something was sent to does not listen, which is nothing to who receives.
                return;
            }
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }
}
