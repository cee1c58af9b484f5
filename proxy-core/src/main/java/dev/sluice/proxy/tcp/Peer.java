package dev.sluice.proxy.tcp;

import dev.sluice.proxy.rule.RequestView;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The client of a TCP session, as rules and {@code show sess} see it. */
record Peer(byte[] bytes, int port, String display) implements RequestView {
    private static final int IPV6_LENGTH = 16;

    Peer(@Nullable SocketAddress address) {
        this(bytesOf(address), portOf(address), displayOf(address));
    }

    private static byte[] bytesOf(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress().getAddress() : new byte[0];
    }

    private static int portOf(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    private static String displayOf(@Nullable SocketAddress address) {
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
