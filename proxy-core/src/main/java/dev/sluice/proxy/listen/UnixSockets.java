package dev.sluice.proxy.listen;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.state.Listener;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Unix listening sockets: files with an owner and a mode, and abstract names. */
final class UnixSockets {
    /** The longest name that the transport can say: one byte less than the kernel's address. */
    private static final int NAME_MAX = 107;

    private UnixSockets() {}

    /**
     * Binds under a temporary name, gives the file its owner and mode, and moves it into place: so there is no moment without a socket,
     * and none with one that the wrong people may open.
     */
    static OpenSocket open(Listener listener, ListenAddress.Unix address) throws BindFailure {
        Path path = Path.of(address.path());
        Path temporary = Path.of(address.path() + "." + ProcessHandle.current().pid() + ".tmp");
        OpenSocket open = new OpenSocket(LinuxSocket.newSocketDomain(), OpenSocket.Kind.UNIX);
        boolean done = false;
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)) {
                throw new BindFailure(
                        "protocol unix_stream: error when trying to preserve previous UNIX socket (not a socket) ["
                                + path + "].");
            }
            open.socket().bind(new DomainSocketAddress(temporary.toString()));
            protect(temporary, listener.spec().settings());
            Path unused =
                    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
            return open;
        } catch (IOException failure) {
            throw new BindFailure("protocol unix_stream: cannot bind UNIX socket (" + BindFailure.reason(failure)
                    + ") [" + path + "].");
        } finally {
            if (!done) {
                open.close();
                temporary.toFile().delete();
            }
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        // S_IFMT and S_IFSOCK of the mode.
        return ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000) == 0140000;
    }

    private static void protect(Path path, Settings settings) throws IOException {
        int mode = settings.get(BindSettings.MODE);
        if (mode >= 0) {
            Path unused = Files.setAttribute(path, "unix:mode", mode);
        }
        int uid = settings.get(BindSettings.UID);
        String user = settings.get(BindSettings.USER);
        if (uid < 0 && !user.isEmpty()) {
            Path unused = Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        } else if (uid >= 0) {
            Path unused = Files.setAttribute(path, "unix:uid", uid);
        }
        int gid = settings.get(BindSettings.GID);
        String group = settings.get(BindSettings.GROUP);
        if (gid < 0 && !group.isEmpty()) {
            Path unused = Files.setAttribute(
                    path,
                    "posix:group",
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
        } else if (gid >= 0) {
            Path unused = Files.setAttribute(path, "unix:gid", gid);
        }
    }

    static OpenSocket open(ListenAddress.Abstract address) throws BindFailure {
        OpenSocket open = new OpenSocket(LinuxSocket.newSocketDomain(), OpenSocket.Kind.UNIX);
        boolean done = false;
        try {
            open.socket().bind(new DomainSocketAddress(nameOf(address)));
            done = true;
            return open;
        } catch (IOException failure) {
            throw new BindFailure("protocol " + (address.padded() ? "abns" : "abnsz")
                    + "_stream: cannot bind UNIX socket (" + reason(failure) + ") [" + address.display() + "].");
        } finally {
            if (!done) {
                open.close();
            }
        }
    }

    private static String reason(IOException failure) {
        String reason = BindFailure.reason(failure);
        return reason.equals("Address already in use") ? "already in use" : reason;
    }

    /** As the kernel compares it: a padded name fills the whole address. */
    static String nameOf(ListenAddress.Abstract address) {
        String name = "\0" + address.name();
        return address.padded() ? name + "\0".repeat(Math.max(0, NAME_MAX - name.length())) : name;
    }
}
