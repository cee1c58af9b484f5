package dev.sluice.proxy.log;

import dev.sluice.config.RingSpec;
import dev.sluice.state.ring.MessageRing;
import dev.sluice.state.ring.Rings;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.NetUtil;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A place that lines are sent to. Confined to the log's thread, which may wait for a stream but never for a datagram. */
abstract class LogOutlet {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int SYSLOG_PORT = 514;
    private static final int MESSAGE_MAX = 65_535;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE_MAX);

    /** The place that an address names. */
    static LogOutlet to(String address, Rings rings) {
        if (address.startsWith(RingSpec.PREFIX)) {
            return new InMemory(rings, address.substring(RingSpec.PREFIX.length()));
        }
        if (address.equals("stdout")) {
            return new Stream(STDOUT);
        }
        if (address.equals("stderr")) {
            return new Stream(STDERR);
        }
        if (address.startsWith("fd@")) {
            return new Stream(Integer.parseInt(address.substring("fd@".length())));
        }
        if (address.startsWith("/") || address.startsWith("unix@")) {
            String path = address.startsWith("unix@") ? address.substring("unix@".length()) : address;
            return new Datagrams(new DomainSocketAddress(path));
        }
        return new Datagrams(inet(address));
    }

    private static @Nullable SocketAddress inet(String address) {
        String plain = address.substring(address.indexOf('@') + 1);
        int colon = plain.lastIndexOf(':');
        boolean hasPort = colon >= 0 && (plain.indexOf(':') == colon || plain.startsWith("["));
        String host = hasPort ? plain.substring(0, colon) : plain;
        byte[] bytes =
                NetUtil.createByteArrayFromIpAddressString(host.replace("[", "").replace("]", ""));
        try {
            InetAddress where = bytes == null ? InetAddress.getByName(host) : InetAddress.getByAddress(bytes);
            return new InetSocketAddress(where, hasPort ? Integer.parseInt(plain.substring(colon + 1)) : SYSLOG_PORT);
        } catch (IOException | NumberFormatException unknown) {
            return null;
        }
    }

    /** Sends one line, which a line feed ends; returns whether it went. */
    boolean send(byte[] bytes, int length) {
        int count = Math.min(length, MESSAGE_MAX);
        buffer.clear();
        buffer.put(bytes, 0, count).flip();
        return send(buffer, count);
    }

    /** Opens it, if it is not open; failing that, a send tries again. */
    abstract void open();

    /** Sends one line; returns whether it went. */
    abstract boolean send(ByteBuffer line, int length);

    abstract void close();

    /** A ring, of whose messages none ends with a line feed. A reload may have put another one in its place. */
    private static final class InMemory extends LogOutlet {
        private final Rings rings;
        private final String name;

        InMemory(Rings rings, String name) {
            this.rings = rings;
            this.name = name;
        }

        @Override
        void open() {}

        @Override
        boolean send(byte[] bytes, int length) {
            MessageRing ring = rings.find(name);
            if (ring == null) {
                return false;
            }
            ring.add(bytes, length - 1);
            return true;
        }

        @Override
        boolean send(ByteBuffer line, int length) {
            return false;
        }

        @Override
        void close() {}
    }

    /** A stream that somebody else opened. */
    private static final class Stream extends LogOutlet {
        private final FileDescriptor descriptor;

        Stream(int number) {
            descriptor = new FileDescriptor(number);
        }

        @Override
        void open() {}

        @Override
        boolean send(ByteBuffer line, int length) {
            try {
                int sent = 0;
                while (sent < length) {
                    int now = descriptor.write(line, sent, length);
                    if (now <= 0) {
                        return false;
                    }
                    sent += now;
                }
                return true;
            } catch (IOException failure) {
                return false;
            }
        }

        @Override
        void close() {}
    }

    /** A socket of datagrams, UDP or unix. */
    private static final class Datagrams extends LogOutlet {
        private final @Nullable SocketAddress target;
        private @Nullable LinuxSocket socket;

        Datagrams(@Nullable SocketAddress target) {
            this.target = target;
        }

        @Override
        void open() {
            if (socket != null || target == null) {
                return;
            }
            LinuxSocket made = target instanceof DomainSocketAddress
                    ? LinuxSocket.newSocketDomainDgram()
                    : LinuxSocket.newSocketDgram(isIpv6(target));
            boolean done = false;
            try {
                boolean unused = made.connect(target);
                socket = made;
                done = true;
            } catch (IOException failure) {
                // Nobody is there yet: the next line tries again.
            } finally {
                if (!done) {
                    closeQuietly(made);
                }
            }
        }

        private static boolean isIpv6(SocketAddress address) {
            return address instanceof InetSocketAddress inet
                    && inet.getAddress().getAddress().length > 4;
        }

        @Override
        boolean send(ByteBuffer line, int length) {
            // A syslog server that was started anew refuses the first line on the old connection, so a second attempt
            // is worth it.
            for (int attempt = 0; attempt < 2; attempt++) {
                if (sendOnce(line, length)) {
                    return true;
                }
            }
            return false;
        }

        private boolean sendOnce(ByteBuffer line, int length) {
            open();
            LinuxSocket to = socket;
            if (to == null) {
                return false;
            }
            try {
                return to.sendAddress(PlatformDependent.directBufferAddress(line), 0, length) == length;
            } catch (IOException failure) {
                close();
                return false;
            }
        }

        @Override
        void close() {
            LinuxSocket held = socket;
            if (held != null) {
                socket = null;
                closeQuietly(held);
            }
        }

        private static void closeQuietly(LinuxSocket held) {
            try {
                held.close();
            } catch (IOException ignored) {
                // Nothing is left to be done with it.
            }
        }
    }
}
