package dev.sluice.proxy.listen;

import dev.sluice.config.Settings;
import dev.sluice.config.SocketBuffers;
import dev.sluice.config.SocketSettings;
import dev.sluice.proxy.wire.SocketOptions;
import dev.sluice.state.Listener;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What sockets of clients are to be like that a listener has taken, where they cannot inherit it: settings change with a reload, sockets stay. */
final class Arrivals {
    private final Listener listener;
    private @Nullable Settings readFrom;
    private boolean kept;
    private boolean lingerless;
    private boolean late;
    private boolean plain;
    private int shorter;
    private SocketBuffers buffers = SocketBuffers.AUTOMATIC;

    Arrivals(Listener listener) {
        this.listener = listener;
    }

    /** Makes a connection that was just taken what its frontend wants it to be. */
    void prepare(LinuxSocket socket) {
        Settings frontend = listener.frontend().settings();
        if (frontend != readFrom) {
            read(frontend);
        }
        if (plain) {
            return;
        }
        try {
            if (kept) {
                SocketOptions.keepClient(socket, frontend);
            }
            if (lingerless) {
                SocketOptions.lingerless(socket);
            }
            if (shorter > 0) {
                SocketOptions.shorterSegments(socket, shorter);
            }
            if (late) {
                SocketOptions.lateAcknowledgement(socket);
            }
            SocketOptions.buffers(socket, buffers);
        } catch (IOException gone) {
            // The client has left: the first read tells.
        }
    }

    private void read(Settings frontend) {
        readFrom = frontend;
        kept = frontend.get(SocketSettings.CLIENT_KEEPALIVE);
        lingerless = frontend.get(SocketSettings.NOLINGER);
        late = frontend.get(SocketSettings.SMART_ACCEPT);
        shorter = Math.max(0, -listener.spec().settings().get(SocketSettings.MSS));
        buffers = frontend.get(SocketSettings.CLIENT_BUFFERS);
        plain = !kept && !lingerless && !late && shorter == 0 && buffers.equals(SocketBuffers.AUTOMATIC);
    }
}
