package dev.sluice.proxy.listen;

import dev.sluice.config.ListenAddress;
import dev.sluice.state.Listener;
import io.netty.channel.epoll.LinuxSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;

/** Listening descriptors that whoever started the program handed over ({@code fd@}). */
final class InheritedSockets {
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_DOMAIN = 39;
    private static final int SOCK_STREAM = 1;
    private static final int AF_UNIX = 1;

    private InheritedSockets() {}

    /** Opens it; where another line has {@code taken} it before, by a descriptor of its own for the same socket. */
    static OpenSocket open(Listener listener, ListenAddress.Descriptor address, boolean taken) throws BindFailure {
        try {
            LinuxSocket socket = LinuxSocket.newSocket(taken ? duplicate(address.number()) : address.number());
            if (socket.getIntOpt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM) {
                throw new BindFailure("cannot use file descriptor '" + address.number() + "' : not a stream socket.");
            }
            neverBlock(address.number());
            if (socket.getIntOpt(SOL_SOCKET, SO_DOMAIN) != AF_UNIX) {
                socket.setTcpNoDelay(true);
                InetSocketAddress bound = socket.localAddress();
                listener.boundAddress(bound == null ? address.display() : SocketOpener.display(bound));
            }
            return new OpenSocket(socket, OpenSocket.Kind.INHERITED);
        } catch (IOException | ReflectiveOperationException failure) {
            String reason = failure instanceof IOException io ? BindFailure.reason(io) : String.valueOf(failure);
            throw new BindFailure("cannot use file descriptor '" + address.number() + "' : " + reason + ".");
        }
    }

    /** The JDK has this call for directories, but it does not look at what it is given. */
    private static int duplicate(int number) throws ReflectiveOperationException {
        Method dup = Class.forName("sun.nio.fs.UnixNativeDispatcher").getDeclaredMethod("dup", int.class);
        dup.setAccessible(true);
        return (int) dup.invoke(null, number);
    }

    /** Neither Java nor Netty has a call for a descriptor that it has not opened; the JDK's own channels use this one. */
    private static void neverBlock(int number) throws ReflectiveOperationException {
        FileDescriptor descriptor = new FileDescriptor();
        Field field = FileDescriptor.class.getDeclaredField("fd");
        field.setAccessible(true);
        field.setInt(descriptor, number);
        Method configure = Class.forName("sun.nio.ch.IOUtil")
                .getDeclaredMethod("configureBlocking", FileDescriptor.class, boolean.class);
        configure.setAccessible(true);
        Object unused = configure.invoke(null, descriptor, false);
    }
}
