package dev.sluice.proxy.listen;

import dev.sluice.config.Settings;
import dev.sluice.config.SocketSettings;
import dev.sluice.proxy.wire.SocketOptions;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;

/** What a {@code bind} line says of its socket. Connections inherit it, unless it says otherwise. */
final class BindOptions {
    private BindOptions() {}

    /** What has to be said before the socket has an address. */
    static void before(LinuxSocket socket, Settings line, boolean ipv6) throws IOException, BindFailure {
        boolean only = line.get(SocketSettings.V6ONLY);
        if (ipv6 && (only || line.get(SocketSettings.V4V6))) {
            SocketOptions.ipv6Only(socket, only);
        }
        if (line.get(SocketSettings.TRANSPARENT)) {
            try {
                SocketOptions.transparent(socket, ipv6);
            } catch (IOException failure) {
                throw new BindFailure("cannot make listening socket transparent (" + BindFailure.reason(failure)
                        + "): the capability cap_net_raw or cap_net_admin is missing.");
            }
        }
        String device = line.get(SocketSettings.INTERFACE);
        if (!device.isEmpty()) {
            try {
                SocketOptions.device(socket, device);
            } catch (IOException failure) {
                throw new BindFailure(
                        "cannot bind listener to device '" + device + "' (" + BindFailure.reason(failure) + ").");
            }
        }
    }

    /** What can be said once it has one. */
    static void after(LinuxSocket socket, Settings line) throws IOException, BindFailure {
        int segment = line.get(SocketSettings.MSS);
        if (segment > 0) {
            try {
                SocketOptions.maxSegment(socket, segment);
            } catch (IOException failure) {
                throw new BindFailure("cannot set MSS to " + segment + " (" + BindFailure.reason(failure) + ").");
            }
        }
        if (!line.get(SocketSettings.CONGESTION).isEmpty()) {
            SocketOptions.congestion(socket, line.get(SocketSettings.CONGESTION));
        }
        if (line.get(SocketSettings.TCP_UT) > 0) {
            SocketOptions.userTimeout(socket, line.get(SocketSettings.TCP_UT));
        }
        if (line.get(SocketSettings.DEFER_ACCEPT)) {
            SocketOptions.deferAccept(socket);
        }
    }

    /** What depends on how many connections may wait to be taken. */
    static void listening(OpenSocket open, Settings line, int backlog) throws IOException {
        if (open.kind() == OpenSocket.Kind.INET && line.get(SocketSettings.FAST_OPEN)) {
            SocketOptions.fastOpen(open.socket(), backlog);
        }
    }
}
