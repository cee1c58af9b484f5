package dev.sluice.proxy.listen;

import dev.sluice.proxy.preface.HeaderAcceptance;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.sample.ConnectionView.Header;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.session.Gate;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.tls.TlsAcceptance;
import dev.sluice.proxy.wire.Bugs;
import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Accepts from one descriptor on one worker, within the limits. */
final class Acceptor extends Timer implements EpollIoHandle, Admission, TlsAcceptance.Next {
    /** Connections taken in one turn, so that a burst of them leaves room for those that are open. */
    private static final int ACCEPTS_PER_TURN_MAX = 32;

    /** The same where several workers take from one queue: who wakes first shall not take all. */
    private static final int SHARED_ACCEPTS_PER_TURN_MAX = 4;

    /** How long to leave the queue alone when descriptors or memory ran out. */
    private static final long EXHAUSTED_MILLIS = 100;

    /** Wakes one of the loops that wait on a descriptor, not all. */
    private static final int EPOLLEXCLUSIVE = 1 << 28;

    private static final EpollIoOps OWN = EpollIoOps.EPOLLIN;
    private static final EpollIoOps SHARED = EpollIoOps.valueOf(EpollIoOps.EPOLLIN.value() | EPOLLEXCLUSIVE);

    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private final Shard shard;
    private final Worker worker;
    private final Listener listener;
    private final OpenSocket socket;
    private final Limits limits;
    private final Starters starters;
    private final Arrivals arrivals;
    private final long[] frontendCounters;
    private final long[] listenerCounters;
    private final long[] processCounters;
    /** The peer's address as accept tells it: its length, then the bytes. */
    private final byte[] peer = new byte[26];

    private @Nullable IoRegistration registration;
    private boolean wanted;
    private boolean refusing;

    Acceptor(Shard shard, Listener listener, OpenSocket socket, Limits limits, Starters starters) {
        this.shard = shard;
        this.worker = shard.worker();
        this.listener = listener;
        this.socket = socket;
        this.limits = limits;
        this.starters = starters;
        this.arrivals = new Arrivals(listener);
        this.frontendCounters = worker.stripe(listener.frontend().counters());
        this.listenerCounters = worker.stripe(listener.counters());
        this.processCounters = worker.stripe(shard.process().counters());
    }

    Worker worker() {
        return worker;
    }

    OpenSocket socket() {
        return socket;
    }

    /** Takes connections from now on. */
    void start() {
        wanted = true;
        refusing = false;
        lookAgain();
    }

    /** Takes connections and closes them at once. */
    void refuse() {
        drain();
        refusing = true;
        register();
    }

    /** Takes no more; those in the queue are served first, as far as limits allow. */
    void stop() {
        if (wanted && !refusing) {
            drain();
        }
        wanted = false;
        worker.forget(this);
        unregister();
    }

    /** Limits have changed, or a place is free: a full one takes connections again. */
    void lookAgain() {
        if (wanted && !refusing && registration == null && accept(ACCEPTS_PER_TURN_MAX)) {
            register();
        }
    }

    private void drain() {
        boolean more = wanted;
        while (more) {
            more = limits.admits(listener, worker.nowMillis()) == Limits.Verdict.ADMITTED && acceptOne();
        }
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        // The registration that the loop hands in is not the object that registering returned.
        if (registration == null) {
            return;
        }
        boolean mayGoOn = accept(socket.isShared() ? SHARED_ACCEPTS_PER_TURN_MAX : ACCEPTS_PER_TURN_MAX);
        if (!mayGoOn) {
            unregister();
        }
    }

    /** Takes up to {@code most} connections; returns false where it has to stand down, having arranged to be called again. */
    private boolean accept(int most) {
        if (refusing) {
            return acceptAndClose(most);
        }
        boolean more = true;
        for (int i = 0; i < most && more; i++) {
            Limits.Verdict verdict = limits.admits(listener, worker.nowMillis());
            if (verdict == Limits.Verdict.FULL && !limits.standsFull(this)) {
                continue; // A place has become free in between.
            }
            if (verdict == Limits.Verdict.FULL) {
                return false;
            }
            if (verdict == Limits.Verdict.TOO_FAST) {
                worker.expireAt(this, worker.nowMillis() + limits.pauseMillis(listener));
                return false;
            }
            more = acceptOne();
        }
        return deadlineMillis() == NEVER;
    }

    /** Takes one connection, for which there is a place; gives the place back where there is none. Returns whether there may be more. */
    private boolean acceptOne() {
        try {
            int descriptor = socket.socket().accept(peer);
            if (descriptor < 0) {
                limits.notEntered(listener);
                return false;
            }
            begin(descriptor);
            return true;
        } catch (IOException failure) {
            limits.notEntered(listener);
            // A client that has gone already is no reason to wait, but too few descriptors are.
            if (isExhausted(failure)) {
                limits.exhausted(listener, failure);
                worker.expireAt(this, worker.nowMillis() + EXHAUSTED_MILLIS);
                return false;
            }
            return true;
        }
    }

    private static boolean isExhausted(IOException failure) {
        String text = BindFailure.reason(failure);
        return !text.contains("abort") && !text.contains("Protocol error") && !text.contains("reset");
    }

    private void begin(int descriptor) {
        limits.entered(listener);
        CounterSet.add(processCounters, Counter.CONNECTIONS, 1);
        CounterSet.add(processCounters, Counter.SESSIONS, 1);
        CounterSet.add(frontendCounters, Counter.CONNECTIONS, 1);
        CounterSet.add(frontendCounters, Counter.SESSIONS, 1);
        CounterSet.add(listenerCounters, Counter.CONNECTIONS, 1);
        CounterSet.add(listenerCounters, Counter.SESSIONS, 1);
        try {
            LinuxSocket taken = LinuxSocket.newSocket(descriptor);
            if (!socket.isUnix()) {
                arrivals.prepare(taken);
            }
            EpollWire client = EpollWire.accepted(worker.loop(), taken, socket.isUnix(), peerAddress(), NOBODY);
            if (!Bugs.contain(() -> begin(client))) {
                client.close();
                limits.leave(listener);
            }
        } catch (IOException failure) {
            // Only a loop that ends takes no descriptor.
            limits.leave(listener);
        }
    }

    /** Asks the rules about connections; then come headers, handshakes and the session. */
    private void begin(EpollWire client) {
        ClientPeer peer = null;
        Header header = HeaderAcceptance.header(listener);
        if (header != null || !program().connections().isEmpty()) {
            peer = shard.newPeer(client);
            if (!Gate.admitsConnection(shard, client, this, peer)) {
                return;
            }
            header = peer.expected() == null ? header : peer.expected();
        }
        TlsAcceptance.Next next = peer == null ? this : new Known(peer);
        if (header != null && peer != null) {
            HeaderAcceptance.begin(worker, listener, client, header, peer, next);
        } else if (!TlsAcceptance.begin(worker, listener, client, next)) {
            next.shaken(client);
        }
    }

    @Override
    public void shaken(Wire client) {
        start(client, null);
    }

    @Override
    public void refused(Wire client, WireError why) {
        limits.leave(listener);
    }

    private void start(Wire client, @Nullable ClientPeer peer) {
        if (!Bugs.contain(() -> starters.of(listener.frontend()).start(shard, client, this, peer))) {
            client.close();
            limits.leave(listener);
        }
    }

    /** What comes after headers and handshakes of a connection that rules have seen. */
    private final class Known implements TlsAcceptance.Next {
        private final ClientPeer peer;

        Known(ClientPeer peer) {
            this.peer = peer;
        }

        @Override
        public void shaken(Wire client) {
            start(client, peer);
        }

        @Override
        public void refused(Wire client, WireError why) {
            peer.ended();
            limits.leave(listener);
        }
    }

    private @Nullable SocketAddress peerAddress() throws IOException {
        int length = peer[0] == 8 ? IPV4_LENGTH : IPV6_LENGTH;
        if (socket.isUnix() || (peer[0] != 8 && peer[0] != 24)) {
            return null;
        }
        // The port is the last thing in it, four bytes in network order.
        int at = peer[0] - 1;
        int port = (peer[at] & 0xFF) << 8 | (peer[at + 1] & 0xFF);
        return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(peer, 1, 1 + length)), port);
    }

    private boolean acceptAndClose(int most) {
        for (int i = 0; i < most; i++) {
            try {
                int descriptor = socket.socket().accept(peer);
                if (descriptor < 0) {
                    return true;
                }
                new FileDescriptor(descriptor).close();
            } catch (IOException failure) {
                worker.expireAt(this, worker.nowMillis() + EXHAUSTED_MILLIS);
                return false;
            }
        }
        return true;
    }

    private void register() {
        if (registration != null) {
            return;
        }
        IoRegistration made = worker.loop().register(this).getNow();
        if (made != null && made.submit(socket.isShared() ? SHARED : OWN) != -1) {
            registration = made;
        }
    }

    private void unregister() {
        IoRegistration held = registration;
        if (held != null) {
            registration = null;
            boolean unused = held.cancel();
        }
    }

    @Override
    protected void onExpired() {
        if (refusing) {
            register();
        } else {
            lookAgain();
        }
    }

    @Override
    public Listener listener() {
        return listener;
    }

    @Override
    public Frontend frontend() {
        return listener.frontend();
    }

    @Override
    public Program program() {
        return starters.program(listener.frontend());
    }

    @Override
    public long[] frontendCounters() {
        return frontendCounters;
    }

    @Override
    public long[] listenerCounters() {
        return listenerCounters;
    }

    @Override
    public void released(Wire client) {
        limits.leave(listener);
    }

    @Override
    public FileDescriptor fd() {
        return socket.socket();
    }

    /** The descriptor belongs to the bind line. */
    @Override
    public void close() {}

    /** Holds a wire's events until its session has begun. */
    private static final WireHandler NOBODY = new WireHandler() {
        @Override
        public void onReadable(Wire wire) {}

        @Override
        public void onWritable(Wire wire) {}

        @Override
        public void onError(Wire wire, WireError error) {}
    };
}
