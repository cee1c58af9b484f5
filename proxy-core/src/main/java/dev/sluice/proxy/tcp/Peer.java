package dev.sluice.proxy.tcp;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The client of a TCP session, as {@code show sess} sees it. */
final class Peer {
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

    int sourceLength() {
        return bytes.length;
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
}
