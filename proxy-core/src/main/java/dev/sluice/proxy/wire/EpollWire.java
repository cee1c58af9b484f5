package dev.sluice.proxy.wire;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/** A wire on a bare descriptor, registered with its loop's epoll once, for both directions. */
public final class EpollWire implements EpollIoHandle, Wire, Runnable {
    private static final int IN = EpollIoOps.EPOLLIN.value();
    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final int ERR = EpollIoOps.EPOLLERR.value();
    private static final int HUP = 0x10;
    private static final int RDHUP = EpollIoOps.EPOLLRDHUP.value();
    private static final EpollIoOps EVERYTHING = EpollIoOps.EPOLLIN
            .with(EpollIoOps.EPOLLOUT)
            .with(EpollIoOps.EPOLLRDHUP)
            .with(EpollIoOps.EPOLLET);

    private final LinuxSocket socket;
    private final boolean unix;
    private @Nullable IoRegistration registration;
    private WireHandler handler;
    private @Nullable SocketAddress remote;
    private @Nullable SocketAddress local;
    private @Nullable Runnable onClose;
    private WireError error = WireError.NONE;
    /** These and what was counted a {@link Pipe} keeps up as well. */
    boolean readable;

    boolean writable;
    private boolean connecting;
    private boolean peerDone;
    /** Closing it is not to be noticed, so nothing may be said before. */
    private boolean vanishing;

    private boolean open = true;
    private int events;
    long received;
    long sentBytes;

    private EpollWire(LinuxSocket socket, boolean unix, @Nullable SocketAddress remote, WireHandler handler) {
        this.socket = socket;
        this.unix = unix;
        this.remote = remote;
        this.handler = handler;
    }

    /**
     * Takes over an accepted, non-blocking descriptor.
     *
     * @param remote the peer, or null to be asked for when needed
     */
    public static EpollWire accepted(
            IoEventLoop loop, LinuxSocket socket, boolean unix, @Nullable SocketAddress remote, WireHandler handler)
            throws IOException {
        EpollWire wire = new EpollWire(socket, unix, remote, handler);
        wire.writable = true;
        wire.register(loop);
        return wire;
    }

    /**
     * Begins to connect; {@link WireHandler#onConnected} or {@link WireHandler#onError} follows, unless this throws.
     *
     * @param onClose runs once the descriptor is closed; null for nothing
     */
    public static EpollWire connect(
            IoEventLoop loop, LinuxSocket socket, SocketAddress remote, @Nullable Runnable onClose, WireHandler handler)
            throws IOException {
        EpollWire wire = new EpollWire(socket, remote instanceof DomainSocketAddress, remote, handler);
        wire.connecting = true;
        wire.onClose = onClose;
        boolean started = false;
        try {
            // A connection that stands at once (unix sockets) is told by the first event, like any other.
            boolean unused = socket.connect(remote);
            wire.register(loop);
            started = true;
        } finally {
            if (!started) {
                wire.close();
            }
        }
        return wire;
    }

    private void register(IoEventLoop loop) throws IOException {
        IoRegistration made = loop.register(this).getNow();
        if (made == null) {
            throw new IOException("event loop is shutting down");
        }
        registration = made;
        if (made.submit(EVERYTHING) == -1) {
            throw new IOException("descriptor cannot be watched");
        }
    }

    /** Leaves its loop, so that it can {@link #join} another; false where something is there that its handler must hear of first. */
    public boolean leave() {
        IoRegistration held = registration;
        if (held == null || !open || connecting || readable || peerDone || error != WireError.NONE) {
            return false;
        }
        registration = null;
        return held.cancel();
    }

    /** Belongs to a loop, the caller's, from now on; false, and closed, where that one takes it no more. */
    public boolean join(IoEventLoop loop) {
        try {
            register(loop);
            return true;
        } catch (IOException refused) {
            close();
            return false;
        }
    }

    @Override
    public LinuxSocket fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        if (!open) {
            return;
        }
        events = ((EpollIoEvent) event).ops().value();
        if (!Bugs.contain(this)) {
            // What the session holds besides this wire, such as its place among the connections, is given back as after
            // a reset.
            boolean unused = Bugs.contain(() -> handler.onError(this, WireError.RESET));
            close();
        }
    }

    /** Takes the events that {@link #handle} was given. */
    @Override
    public void run() {
        if (connecting) {
            finishConnect();
            return;
        }
        boolean broken = (events & ERR) != 0;
        if ((events & (RDHUP | HUP)) != 0) {
            peerDone = true;
        }
        if ((events & (IN | RDHUP | HUP | ERR)) != 0) {
            readable = true;
            handler.onReadable(this);
        }
        if ((events & (OUT | ERR)) != 0 && open && !writable) {
            writable = true;
            handler.onWritable(this);
        }
        if (broken && open) {
            handler.onError(this, error == WireError.NONE ? WireError.RESET : error);
        }
    }

    private void finishConnect() {
        if ((events & (OUT | ERR | HUP)) == 0) {
            return;
        }
        try {
            if (!socket.finishConnect()) {
                return;
            }
        } catch (IOException failure) {
            error = SystemErrors.of(failure);
            handler.onError(this, error);
            return;
        }
        connecting = false;
        writable = true;
        readable = (events & (IN | RDHUP | HUP)) != 0;
        peerDone = (events & (RDHUP | HUP)) != 0;
        handler.onConnected(this);
        if (open && readable) {
            handler.onReadable(this);
        }
    }

    @Override
    public int read(long address, int capacity) {
        if (!readable) {
            return error == WireError.NONE ? WOULD_BLOCK : FAILED;
        }
        int got;
        try {
            got = socket.recvAddress(address, 0, capacity);
        } catch (IOException failure) {
            return readFailed(failure);
        }
        if (got < 0) {
            peerDone = true;
            return EOF;
        }
        // A short read has emptied the socket: the next bytes raise an edge. After the peer's end the read that tells
        // it must follow.
        if (got < capacity && !peerDone) {
            readable = false;
        }
        received += got;
        return got;
    }

    @Override
    public long takeReceived() {
        long taken = received;
        received = 0;
        return taken;
    }

    @Override
    public long takeSent() {
        long taken = sentBytes;
        sentBytes = 0;
        return taken;
    }

    @Override
    public int write(long address, int length) {
        if (!writable) {
            return error == WireError.NONE ? WOULD_BLOCK : FAILED;
        }
        int sent;
        try {
            sent = socket.sendAddress(address, 0, length);
        } catch (IOException failure) {
            return writeFailed(failure);
        }
        if (sent < length) {
            writable = false;
        }
        sentBytes += sent;
        return sent;
    }

    int readFailed(IOException failure) {
        readable = false;
        return failed(failure);
    }

    int writeFailed(IOException failure) {
        // What the peer said before it went can still be read, and it may have come since the last event.
        readable = true;
        return failed(failure);
    }

    private int failed(IOException failure) {
        error = SystemErrors.of(failure);
        writable = false;
        return FAILED;
    }

    @Override
    public boolean isReadable() {
        return readable;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public boolean isPeerDone() {
        return peerDone;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public WireError error() {
        return error;
    }

    @Override
    public void handler(WireHandler next) {
        handler = next;
    }

    @Override
    public void shutdownOutput() {
        if (open && !vanishing && error == WireError.NONE) {
            try {
                socket.shutdown(false, true);
            } catch (IOException | NotYetConnectedException failure) {
                // The peer is gone already; the next read says so.
                readable = true;
            }
        }
        writable = false;
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        readable = false;
        writable = false;
        try {
            // Closed before the registration is cancelled: the kernel then forgets the descriptor by itself, which
            // saves a call.
            socket.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
        IoRegistration held = registration;
        if (held != null) {
            boolean unused = held.cancel();
        }
        if (onClose != null) {
            onClose.run();
        }
    }

    @Override
    public void reset() {
        if (open) {
            try {
                socket.setSoLinger(0);
            } catch (IOException ignored) {
                // Then it closes in the ordinary way.
            }
            close();
        }
    }

    /** Tells a new handler of bytes that are there already, for which no event will come. */
    public void tellReadable() {
        if (open && readable) {
            handler.onReadable(this);
        }
    }

    /** Where options of TCP can be set; null where it is closed, or of another kind. */
    public @Nullable LinuxSocket tcp() {
        return open && !unix ? socket : null;
    }

    /** Has its end be one that the peer does not notice; a reset passes {@code hops} routers, 0 being that none is sent if possible. */
    public void vanish(int hops) {
        if (open && !unix) {
            vanishing = true;
            SocketOptions.vanish(socket, hops);
        }
    }

    @Override
    public EpollWire ground() {
        return this;
    }

    @Override
    public void presented(@Nullable SocketAddress source, @Nullable SocketAddress destination) {
        remote = source == null ? remote : source;
        local = destination == null ? local : destination;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        if (remote == null && open) {
            remote = unix ? socket.remoteDomainSocketAddress() : socket.remoteAddress();
        }
        return remote;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        if (local != null) {
            return local;
        }
        return !open ? null : unix ? socket.localDomainSocketAddress() : socket.localAddress();
    }

    @Override
    public String toString() {
        return "wire " + socket.intValue();
    }
}
