package dev.sluice.proxy.tcp;

import dev.sluice.proxy.rule.RequestView;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The client of a TCP session, as rules and {@code show sess} see it. */
final class Peer implements RequestView {
    private static final int IPV6_LENGTH = 16;

    private final byte[] bytes;
    private final int port;
    private final @Nullable SocketAddress address;

    Peer(@Nullable SocketAddress address) {
        this.bytes =
                address instanceof InetSocketAddress inet ? inet.getAddress().getAddress() : new byte[0];
        this.port = address instanceof InetSocketAddress inet ? inet.getPort() : 0;
        this.address = address;
    }

    byte[] bytes() {
        return bytes;
    }

    int port() {
        return port;
    }

    String display() {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toAddressString(inet.getAddress()) + ":" + inet.getPort()
                : "unix:1";
    }

    String protocol() {
        return bytes.length == 0 ? "unix_stream" : bytes.length == IPV6_LENGTH ? "tcpv6" : "tcpv4";
    }

    @Override
    public boolean isHttp() {
        return false;
    }

    @Override
    public int methodLength() {
        return 0;
    }

    @Override
    public byte methodAt(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int pathLength() {
        return 0;
    }

    @Override
    public byte pathAt(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int httpVersion() {
        return 0;
    }

    @Override
    public int sourceLength() {
        return bytes.length;
    }

    @Override
    public byte sourceAt(int index) {
        return bytes[index];
    }
}
