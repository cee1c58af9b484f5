package dev.sluice.proxy.http;

import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.Tlvs;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.wire.TcpFigure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Both ends of a client's connection, as rules may have changed them for one request. */
final class Addresses implements ConnectionView {
    private @Nullable HttpClient client;
    private byte @Nullable [] source;
    private int sourcePort = -1;
    private byte @Nullable [] destination;
    private int destinationPort = -1;

    /** Those of another connection, or of the same for another request. */
    void begin(HttpClient of) {
        client = of;
        source = null;
        sourcePort = -1;
        destination = null;
        destinationPort = -1;
    }

    private HttpClient held() {
        HttpClient known = client;
        if (known == null) {
            throw new IllegalStateException("nobody's");
        }
        return known;
    }

    private ClientPeer connection() {
        return held().peer();
    }

    /** Whether rules have changed who the client of this request is. */
    boolean isSourceSet() {
        return source != null || sourcePort >= 0;
    }

    @Override
    public void source(byte @Nullable [] address, int port) {
        source = address == null ? source : address;
        sourcePort = port < 0 ? sourcePort : port;
    }

    @Override
    public void destination(byte @Nullable [] address, int port) {
        destination = address == null ? destination : address;
        destinationPort = port < 0 ? destinationPort : port;
    }

    @Override
    public long figure(TcpFigure figure) {
        return connection().figure(figure);
    }

    @Override
    public void trafficClass(int value) {
        connection().trafficClass(value);
    }

    @Override
    public void mark(int value) {
        connection().mark(value);
    }

    @Override
    public void vanish(int hops) {
        connection().vanish(hops);
    }

    /** Who the client is taken for. */
    @Nullable
    SocketAddress client() {
        byte[] address = source();
        if (!isSourceSet() || address.length == 0) {
            return held().wire().remoteAddress();
        }
        return socket(address, sourcePort());
    }

    /** Where the client is taken to have connected to; null for no address. */
    @Nullable
    SocketAddress reached() {
        byte[] address = destination();
        return address.length == 0 ? null : socket(address, destinationPort());
    }

    private static InetSocketAddress socket(byte[] address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    @Override
    public byte[] source() {
        byte[] set = source;
        return set != null ? set : connection().source();
    }

    @Override
    public int sourcePort() {
        return sourcePort >= 0 ? sourcePort : connection().sourcePort();
    }

    @Override
    public byte[] destination() {
        byte[] set = destination;
        return set != null ? set : connection().destination();
    }

    @Override
    public int destinationPort() {
        return destinationPort >= 0 ? destinationPort : connection().destinationPort();
    }

    @Override
    public byte[] peer() {
        return connection().peer();
    }

    @Override
    public int peerPort() {
        return connection().peerPort();
    }

    @Override
    public byte[] local() {
        return connection().local();
    }

    @Override
    public int localPort() {
        return connection().localPort();
    }

    @Override
    public boolean isProxied() {
        return connection().isProxied();
    }

    @Override
    public Tlvs tlvs() {
        return connection().tlvs();
    }
}
