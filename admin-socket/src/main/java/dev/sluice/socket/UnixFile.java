package dev.sluice.socket;

import dev.sluice.config.BindSettings;
import dev.sluice.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import org.jspecify.annotations.Nullable;

/**
 * The file of a unix socket. It is bound under a name of its own, given its mode and owner, and only then moved to its place, in one
 * step: clients of a predecessor on the same path never find it missing, nor with wrong permissions.
 */
final class UnixFile {
    private final Path place;
    private final Path prepared;
    private @Nullable Object key;

    UnixFile(String path) {
        this.place = Path.of(path);
        this.prepared = Path.of(path + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /** Where to bind. */
    String boundPath() {
        return prepared.toString();
    }

    /** Makes room for binding. */
    void clear() throws IOException {
        Files.deleteIfExists(prepared);
    }

    /** Gives the bound file its mode and owner. */
    void protect(Settings settings) throws IOException {
        UserPrincipalLookupService names = prepared.getFileSystem().getUserPrincipalLookupService();
        PosixFileAttributeView view = Files.getFileAttributeView(prepared, PosixFileAttributeView.class);
        String user = settings.get(BindSettings.USER);
        String group = settings.get(BindSettings.GROUP);
        if (!group.isEmpty()) {
            GroupPrincipal principal = names.lookupPrincipalByGroupName(group);
            view.setGroup(principal);
        } else if (settings.get(BindSettings.GID) >= 0) {
            Files.setAttribute(prepared, "unix:gid", settings.get(BindSettings.GID));
        }
        if (!user.isEmpty()) {
            view.setOwner(names.lookupPrincipalByName(user));
        } else if (settings.get(BindSettings.UID) >= 0) {
            Files.setAttribute(prepared, "unix:uid", settings.get(BindSettings.UID));
        }
        int mode = settings.get(BindSettings.MODE);
        if (mode >= 0) {
            Files.setAttribute(prepared, "unix:mode", mode);
        }
    }

    /** Moves it to where clients look for it, in place of what was there. */
    void publish() throws IOException {
        if (key != null) {
            return; // It is there already.
        }
        Files.move(prepared, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        key = keyOf(place);
    }

    /** Removes it, unless a successor has taken its place. */
    void remove() throws IOException {
        Files.deleteIfExists(prepared);
        Object own = key;
        if (own != null && Files.exists(place, LinkOption.NOFOLLOW_LINKS) && own.equals(keyOf(place))) {
            Files.deleteIfExists(place);
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.getAttribute(path, "fileKey", LinkOption.NOFOLLOW_LINKS);
    }
}
