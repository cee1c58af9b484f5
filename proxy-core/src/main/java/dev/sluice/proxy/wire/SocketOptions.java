package dev.sluice.proxy.wire;

import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.SocketBuffers;
import dev.sluice.config.SocketSettings;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What sockets can be told that neither Java nor Netty has a call for, by the numbers that Linux has given it. */
public final class SocketOptions {
    private static final int SOL_IP = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_TCP = 6;
    private static final int SOL_IPV6 = 41;

    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_KEEPALIVE = 9;
    private static final int SO_LINGER = 13;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SO_MARK = 36;
    private static final int SO_DOMAIN = 39;
    private static final int AF_INET6 = 10;
    private static final int TOS_MAX = 0xFF;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_TRANSPARENT = 19;
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_TCLASS = 67;
    private static final int IPV6_TRANSPARENT = 75;
    private static final int TCP_MAXSEG = 2;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_DEFER_ACCEPT = 9;
    private static final int TCP_QUICKACK = 12;
    private static final int TCP_CONGESTION = 13;
    private static final int TCP_USER_TIMEOUT = 18;
    private static final int TCP_REPAIR = 19;
    private static final int TCP_FASTOPEN = 23;
    private static final int TCP_NOTSENT_LOWAT = 25;
    private static final int TCP_FASTOPEN_CONNECT = 30;

    private SocketOptions() {}

    /** How long bytes may stay without being acknowledged. */
    public static void userTimeout(LinuxSocket socket, int millis) throws IOException {
        set(socket, SOL_TCP, TCP_USER_TIMEOUT, millis);
    }

    /** What comes next is acknowledged with what goes out, or after 40 ms, instead of at once. */
    public static void lateAcknowledgement(LinuxSocket socket) throws IOException {
        set(socket, SOL_TCP, TCP_QUICKACK, 0);
    }

    /** The manner in which congestion is dealt with; the system's stays where it has none of this name, or does not allow it. */
    public static void congestion(LinuxSocket socket, String name) {
        try {
            set(socket, SOL_TCP, TCP_CONGESTION, bytes(name));
        } catch (IOException unknown) {
            // As the manual has it.
        }
    }

    /** How much the system may hold for a connection; what is 0 stays as it is. */
    public static void buffers(LinuxSocket socket, SocketBuffers sizes) throws IOException {
        if (sizes.receive() > 0) {
            set(socket, SOL_SOCKET, SO_RCVBUF, sizes.receive());
        }
        if (sizes.send() > 0) {
            set(socket, SOL_SOCKET, SO_SNDBUF, sizes.send());
        }
        if (sizes.unsent() > 0) {
            set(socket, SOL_TCP, TCP_NOTSENT_LOWAT, sizes.unsent());
        }
    }

    /** The interface that packets go through. */
    public static void device(LinuxSocket socket, String name) throws IOException {
        set(socket, SOL_SOCKET, SO_BINDTODEVICE, bytes(name + '\0'));
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Addresses that are not this machine's can be bound to. */
    public static void transparent(LinuxSocket socket, boolean ipv6) throws IOException {
        set(socket, ipv6 ? SOL_IPV6 : SOL_IP, ipv6 ? IPV6_TRANSPARENT : IP_TRANSPARENT, 1);
    }

    /** Whether a socket of IPv6 leaves IPv4 to others. */
    public static void ipv6Only(LinuxSocket socket, boolean only) throws IOException {
        set(socket, SOL_IPV6, IPV6_V6ONLY, only ? 1 : 0);
    }

    /** The port is chosen where it is known to whom it goes, so that many connections can share one. */
    public static void portLater(LinuxSocket socket) throws IOException {
        set(socket, SOL_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    }

    /** Connections are taken from a listener once their clients have said something. */
    public static void deferAccept(LinuxSocket socket) throws IOException {
        set(socket, SOL_TCP, TCP_DEFER_ACCEPT, 1);
    }

    /** So many connections whose data came with the first packet may wait in a listener. */
    public static void fastOpen(LinuxSocket socket, int waiting) throws IOException {
        set(socket, SOL_TCP, TCP_FASTOPEN, waiting);
    }

    /** The first data goes with the first packet. */
    public static void fastOpenConnect(LinuxSocket socket) throws IOException {
        set(socket, SOL_TCP, TCP_FASTOPEN_CONNECT, 1);
    }

    /** The largest segment that the other side of connections is told to send. */
    public static void maxSegment(LinuxSocket socket, int bytes) throws IOException {
        set(socket, SOL_TCP, TCP_MAXSEG, bytes);
    }

    /** Sends segments that are so many bytes shorter than the other side would take. */
    public static void shorterSegments(LinuxSocket socket, int less) throws IOException {
        int largest = get(socket, SOL_TCP, TCP_MAXSEG);
        if (largest > less) {
            set(socket, SOL_TCP, TCP_MAXSEG, largest - less);
        }
    }

    /** The class of traffic that packets say they are of, eight bits; as it was where the system refuses. Null is left alone. */
    public static void trafficClass(@Nullable LinuxSocket socket, int value) {
        if (socket == null) {
            return;
        }
        try {
            // A socket of IPv6 may carry IPv4, too.
            set(socket, SOL_IP, IP_TOS, value & TOS_MAX);
            if (get(socket, SOL_SOCKET, SO_DOMAIN) == AF_INET6) {
                set(socket, SOL_IPV6, IPV6_TCLASS, value & TOS_MAX);
            }
        } catch (IOException refused) {
            // As the manual has it: on systems that support it.
        }
    }

    /** The mark of packets that routes and filters can ask for; as it was where the system refuses. Null is left alone. */
    public static void mark(@Nullable LinuxSocket socket, int value) {
        if (socket == null) {
            return;
        }
        try {
            set(socket, SOL_SOCKET, SO_MARK, value);
        } catch (IOException refused) {
            // Without the capability to.
        }
    }

    /**
     * Has the end of a connection go unnoticed: no packet leaves, which takes the capability cap_net_admin, or a reset that passes
     * {@code hops} routers and no more. Where the system refuses both it ends as others do.
     */
    public static void vanish(LinuxSocket socket, int hops) {
        if (hops == 0 && isRepaired(socket)) {
            return;
        }
        try {
            int reach = Math.max(1, hops);
            set(socket, SOL_IP, IP_TTL, reach);
            if (get(socket, SOL_SOCKET, SO_DOMAIN) == AF_INET6) {
                set(socket, SOL_IPV6, IPV6_UNICAST_HOPS, reach);
            }
            lingerless(socket);
        } catch (IOException refused) {
            // Then the peer gets to know.
        }
    }

    /** Whether the socket now belongs to who repairs connections, from whom nothing leaves. */
    private static boolean isRepaired(LinuxSocket socket) {
        try {
            set(socket, SOL_TCP, TCP_REPAIR, 1);
            return true;
        } catch (IOException withoutCapability) {
            return false;
        }
    }

    /** Has the system ask a silent client whether it is still there, as its frontend says. */
    public static void keepClient(LinuxSocket socket, Settings frontend) throws IOException {
        set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
        setIfSaid(socket, frontend, SocketSettings.CLIENT_KEEPALIVE_COUNT, TCP_KEEPCNT);
        setIfSaid(socket, frontend, SocketSettings.CLIENT_KEEPALIVE_IDLE, TCP_KEEPIDLE);
        setIfSaid(socket, frontend, SocketSettings.CLIENT_KEEPALIVE_INTERVAL, TCP_KEEPINTVL);
    }

    /** The same of a server, as its backend says. */
    public static void keepServer(LinuxSocket socket, Settings backend) throws IOException {
        set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
        setIfSaid(socket, backend, SocketSettings.SERVER_KEEPALIVE_COUNT, TCP_KEEPCNT);
        setIfSaid(socket, backend, SocketSettings.SERVER_KEEPALIVE_IDLE, TCP_KEEPIDLE);
        setIfSaid(socket, backend, SocketSettings.SERVER_KEEPALIVE_INTERVAL, TCP_KEEPINTVL);
    }

    private static void setIfSaid(LinuxSocket socket, Settings from, Setting<Integer> setting, int option)
            throws IOException {
        int value = from.get(setting);
        if (value > 0) {
            set(socket, SOL_TCP, option, value);
        }
    }

    /** Has the end of a connection be a reset, and the system forget it at once. */
    public static void lingerless(LinuxSocket socket) throws IOException {
        set(
                socket,
                SOL_SOCKET,
                SO_LINGER,
                ByteBuffer.allocateDirect(2 * Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(1)
                        .putInt(0)
                        .flip());
    }

    /** Netty has two kinds of failures, of which one needs not be declared. */
    private static void set(LinuxSocket socket, int level, int option, int value) throws IOException {
        try {
            socket.setIntOpt(level, option, value);
        } catch (ChannelException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private static int get(LinuxSocket socket, int level, int option) throws IOException {
        try {
            return socket.getIntOpt(level, option);
        } catch (ChannelException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private static void set(LinuxSocket socket, int level, int option, ByteBuffer value) throws IOException {
        try {
            socket.setRawOpt(level, option, value);
        } catch (ChannelException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
