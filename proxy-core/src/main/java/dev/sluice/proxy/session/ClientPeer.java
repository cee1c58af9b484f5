package dev.sluice.proxy.session;

import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.LocalVariables;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.sample.Tlvs;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.SocketOptions;
import dev.sluice.proxy.wire.TcpFigure;
import dev.sluice.proxy.wire.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection as rules see it, with what they keep of it: its addresses, as they may have been set, variables, slots. Made
 * when first asked for; confined to its worker.
 */
public final class ClientPeer implements ConnectionView {
    private static final byte[] NONE = {};

    private final Wire wire;
    private byte[] peer;
    private int peerPort;
    private final Slots slots = new Slots();
    private final LocalVariables variables;
    private byte[] source;
    private int sourcePort;
    private byte @Nullable [] local;
    private int localPort;
    private byte @Nullable [] destination;
    private int destinationPort;
    private @Nullable Header expected;
    private boolean proxied;
    private Tlvs tlvs = Tlvs.NONE;

    /** The peer of a connection, with variables of its own. */
    public ClientPeer(Wire wire, LocalVariables variables) {
        this.wire = wire;
        this.variables = variables;
        SocketAddress address = wire.remoteAddress();
        this.peer = bytes(address);
        this.peerPort = port(address);
        this.source = peer;
        this.sourcePort = peerPort;
    }

    private static byte[] bytes(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getAddress()
                : NONE;
    }

    private static int port(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    /** What belongs to the connection. */
    public Slots slots() {
        return slots;
    }

    /** The variables of the connection ({@code sess.}). */
    public LocalVariables variables() {
        return variables;
    }

    /** The connection has ended: what it tracks is let go. */
    public void ended() {
        Tracked.end(slots);
    }

    /** The header that is to be read before anything else; null for none that rules ask for. */
    public @Nullable Header expected() {
        return expected;
    }

    /** The connection itself, for rules that look at nothing else: what they set is what it is from then on. */
    public ConnectionView connection() {
        return new Arriving();
    }

    @Override
    public void source(byte @Nullable [] address, int port) {
        source = address == null ? source : address;
        sourcePort = port < 0 ? sourcePort : port;
        wire.presented(socket(source, sourcePort), null);
    }

    @Override
    public void destination(byte @Nullable [] address, int port) {
        byte[] before = destination();
        int portBefore = destinationPort();
        destination = address == null ? before : address;
        destinationPort = port < 0 ? portBefore : port;
        wire.presented(null, socket(destination, destinationPort));
    }

    @Override
    public long figure(TcpFigure figure) {
        return figure.of(wire);
    }

    @Override
    public void trafficClass(int value) {
        EpollWire below = wire.ground();
        if (below != null) {
            SocketOptions.trafficClass(below.tcp(), value);
        }
    }

    @Override
    public void vanish(int hops) {
        EpollWire below = wire.ground();
        if (below != null) {
            below.vanish(hops);
        }
    }

    @Override
    public void mark(int value) {
        EpollWire below = wire.ground();
        if (below != null) {
            SocketOptions.mark(below.tcp(), value);
        }
    }

    /** Null for what has no address, whatever its port. */
    private static @Nullable InetSocketAddress socket(byte[] address, int port) {
        try {
            return address.length == 0 ? null : new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes was set", e);
        }
    }

    @Override
    public void proxied(@Nullable InetSocketAddress from, @Nullable InetSocketAddress to, Tlvs also) {
        proxied = true;
        tlvs = also;
        if (from != null) {
            source(from.getAddress().getAddress(), from.getPort());
        }
        if (to != null) {
            destination(to.getAddress().getAddress(), to.getPort());
        }
    }

    @Override
    public boolean isProxied() {
        return proxied;
    }

    @Override
    public Tlvs tlvs() {
        return tlvs;
    }

    @Override
    public byte[] source() {
        return source;
    }

    @Override
    public int sourcePort() {
        return sourcePort;
    }

    @Override
    public byte[] destination() {
        byte[] set = destination;
        return set == null ? local() : set;
    }

    @Override
    public int destinationPort() {
        return destination == null ? localPort() : destinationPort;
    }

    @Override
    public byte[] peer() {
        return peer;
    }

    @Override
    public int peerPort() {
        return peerPort;
    }

    @Override
    public byte[] local() {
        byte[] known = local;
        if (known == null) {
            SocketAddress address = wire.localAddress();
            known = bytes(address);
            local = known;
            localPort = port(address);
        }
        return known;
    }

    @Override
    public int localPort() {
        byte[] unused = local();
        return localPort;
    }

    /** See {@link #connection()}. */
    private final class Arriving implements ConnectionView {
        @Override
        public byte[] source() {
            return peer;
        }

        @Override
        public int sourcePort() {
            return peerPort;
        }

        @Override
        public byte[] destination() {
            return local();
        }

        @Override
        public int destinationPort() {
            return localPort();
        }

        @Override
        public void source(byte @Nullable [] address, int port) {
            ClientPeer.this.source(address, port);
            peer = source;
            peerPort = sourcePort;
        }

        @Override
        public void destination(byte @Nullable [] address, int port) {
            ClientPeer.this.destination(address, port);
            local = destination;
            localPort = destinationPort;
        }

        @Override
        public void expect(Header header) {
            expected = header;
        }

        @Override
        public void trafficClass(int value) {
            ClientPeer.this.trafficClass(value);
        }

        @Override
        public void mark(int value) {
            ClientPeer.this.mark(value);
        }

        @Override
        public void vanish(int hops) {
            ClientPeer.this.vanish(hops);
        }
    }
}
