package dev.sluice.socket;

import dev.sluice.config.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A socket from its opening to its end. Confined to the event loop, but for {@link #close()} and what it shows. */
final class OpenSocket {
    private static final Logger LOGGER = System.getLogger("dev.sluice.socket");

    private final Listening listening;
    private final @Nullable UnixFile file;
    private volatile @Nullable Channel channel;

    OpenSocket(Listening listening) {
        this.listening = listening;
        this.file = listening.address() instanceof ListenAddress.Unix unix ? new UnixFile(unix.path()) : null;
    }

    Listening listening() {
        return listening;
    }

    /** The channel of one that was opened. */
    Channel channel() {
        return Objects.requireNonNull(channel, "not open");
    }

    /** Opens it; completes when that is done or an error was added. */
    CompletableFuture<Void> open(Binder binder, EventLoop loop, List<String> errors) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            ListenAddress address = listening.address();
            if (file != null) {
                file.clear();
                address = new ListenAddress.Unix(file.boundPath());
            }
            ChannelFuture opened = binder.open(address, listening, loop);
            channel = opened.channel();
            opened.addListener(result -> {
                if (result.isSuccess()) {
                    protect(errors);
                } else {
                    errors.add(error(result.cause()));
                }
                done.complete(null);
            });
        } catch (IOException e) {
            errors.add(error(e));
            done.complete(null);
        }
        return done;
    }

    private void protect(List<String> errors) {
        try {
            if (file != null) {
                file.protect(listening.settings());
            }
        } catch (IOException e) {
            errors.add(error(e));
        }
    }

    /** Has clients find it. */
    void publish(List<String> errors) {
        try {
            if (file != null) {
                file.publish();
            }
        } catch (IOException e) {
            errors.add(error(e));
        }
    }

    /** Closes it, removes its file; established connections go on. Any thread may call. */
    void close() {
        try {
            // While the socket is open nobody else's file can have its number.
            if (file != null) {
                file.remove();
            }
        } catch (IOException e) {
            LOGGER.log(Logger.Level.DEBUG, "cannot remove the admin socket: " + e.getMessage());
        }
        Channel own = channel;
        if (own != null) {
            ChannelFuture unused = own.close();
        }
    }

    /** Its address as {@code show cli sockets} prints it, with the port that the kernel chose. */
    String shownAddress() {
        Channel own = channel;
        boolean chosen = (listening.address() instanceof ListenAddress.Inet inet && inet.port() == 0)
                || listening.address() instanceof ListenAddress.Descriptor;
        if (chosen && own != null && own.localAddress() instanceof InetSocketAddress bound) {
            return new ListenAddress.Inet(bound.getAddress().getHostAddress(), bound.getPort()).display();
        }
        return listening.address().display();
    }

    private String error(Throwable cause) {
        ListenAddress address = listening.address();
        String what = address instanceof ListenAddress.Unix unix
                ? "protocol unix_stream: cannot bind UNIX socket (" + reason(cause) + ") [" + unix.path() + "]."
                : "cannot bind socket (" + reason(cause) + ") for [" + address.display() + "].";
        return "Binding [" + listening.spec().location() + "] for frontend GLOBAL: " + what;
    }

    /** The system's own words, without what was tried. */
    private static String reason(Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        String message = String.valueOf(cause.getMessage());
        int words = message.indexOf("): ");
        return words < 0 ? message : message.substring(words + 3);
    }
}
