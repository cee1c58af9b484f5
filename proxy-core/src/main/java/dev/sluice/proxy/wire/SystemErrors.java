package dev.sluice.proxy.wire;

import io.netty.channel.unix.Errors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Reads the kind of a failure from what the transport threw. */
public final class SystemErrors {
    private static final int EACCES = -13;
    private static final int ENOMEM = -12;
    private static final int ENFILE = -23;
    private static final int EMFILE = -24;
    private static final int EPERM = -1;

    private SystemErrors() {}

    /** The kind of {@code failure}. */
    public static WireError of(IOException failure) {
        if (failure instanceof Errors.NativeIoException system) {
            return ofErrno(system.expectedErr());
        }
        if (failure instanceof FileNotFoundException) {
            return WireError.NO_SUCH_SOCKET;
        }
        if (failure instanceof ClosedChannelException) {
            return WireError.BROKEN_PIPE;
        }
        return ofText(failure);
    }

    /**
     * The kind of a failure to so much as begin to connect. The transport forgets its number where there is no way: without one to the
     * network a connection fails at once, while that a host does not answer takes time to find out.
     */
    public static WireError atOnce(IOException failure) {
        WireError error = of(failure);
        return error == WireError.UNREACHABLE && failure.getMessage() == null ? WireError.NETWORK_UNREACHABLE : error;
    }

    private static WireError ofErrno(int errno) {
        if (errno == Errors.ERRNO_ECONNRESET_NEGATIVE) {
            return WireError.RESET;
        }
        if (errno == Errors.ERRNO_EPIPE_NEGATIVE) {
            return WireError.BROKEN_PIPE;
        }
        return switch (errno) {
            case -111 -> WireError.REFUSED;
            case -110 -> WireError.TIMED_OUT;
            case -113 -> WireError.UNREACHABLE;
            case -101 -> WireError.NETWORK_UNREACHABLE;
            case -99 -> WireError.ADDRESS_UNAVAILABLE;
            case -2 -> WireError.NO_SUCH_SOCKET;
            case EACCES, EPERM -> WireError.NOT_PERMITTED;
            case ENOMEM, ENFILE, EMFILE -> WireError.NO_RESOURCES;
            default -> WireError.OTHER;
        };
    }

    /** Exceptions of connect carry the system's words only. */
    private static WireError ofText(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (WireError error : WireError.values()) {
            if (error != WireError.NONE && text.contains(error.text().toLowerCase(Locale.ROOT))) {
                return error;
            }
        }
        if (failure instanceof NoRouteToHostException) {
            return WireError.UNREACHABLE;
        }
        if (text.contains("too many open files")) {
            return WireError.NO_RESOURCES;
        }
        return failure instanceof ConnectException ? WireError.REFUSED : WireError.OTHER;
    }
}
