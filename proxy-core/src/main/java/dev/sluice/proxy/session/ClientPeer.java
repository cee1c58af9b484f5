package dev.sluice.proxy.session;

import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.LocalVariables;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.proxy.wire.Wire;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection as rules see it, with what they keep of it: its addresses, as they may have been set, variables, slots. Made
 * when first asked for; confined to its worker.
 */
public final class ClientPeer implements ConnectionView {
    private static final byte[] NONE = {};

    private final Wire wire;
    private final byte[] peer;
    private final int peerPort;
    private final Slots slots = new Slots();
    private final LocalVariables variables;
    private byte[] source;
    private int sourcePort;
    private byte @Nullable [] local;
    private int localPort;
    private byte @Nullable [] destination;
    private int destinationPort;

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

    @Override
    public void source(byte @Nullable [] address, int port) {
        source = address == null ? source : address;
        sourcePort = port < 0 ? sourcePort : port;
    }

    @Override
    public void destination(byte @Nullable [] address, int port) {
        byte[] before = destination();
        int portBefore = destinationPort();
        destination = address == null ? before : address;
        destinationPort = port < 0 ? portBefore : port;
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
}
