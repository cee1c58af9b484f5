package dev.sluice.cli.system;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Becoming less than root: another user, another group, another root directory. */
public final class Privileges {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    /** {@code CLONE_FS} of Linux: what a thread shares with the others is its root and its directory. */
    private static final int FILE_SYSTEM = 0x200;

    private Privileges() {}

    /** The number of a user; digits stand for themselves. */
    public static OptionalInt userId(String user) {
        return id(USERS, user);
    }

    /** The number of a group; digits stand for themselves. */
    public static OptionalInt groupId(String group) {
        return id(GROUPS, group);
    }

    private static OptionalInt id(Path file, String name) {
        if (name.chars().allMatch(Character::isDigit) && !name.isEmpty()) {
            return OptionalInt.of(Integer.parseInt(name));
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 2 && fields[0].equals(name))
                    .mapToInt(fields -> Integer.parseInt(fields[2]))
                    .findFirst();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** Whether the process is this user's already. */
    public static boolean isUser(int uid) {
        return LibC.load().getuid() == uid;
    }

    /** Whether the process has this group already. */
    public static boolean isGroup(int gid) {
        return LibC.load().getgid() == gid;
    }

    /** Lets the calling thread keep the present root and directory when the process changes its own; the reason where that failed. */
    public static Optional<String> keepRoot() {
        return LibC.load().unshare(FILE_SYSTEM) == 0 ? Optional.empty() : Optional.of(error());
    }

    /** Whether the process is root's. */
    public static boolean isRoot() {
        return LibC.load().getuid() == 0;
    }

    /** Makes {@code directory} the root of all paths; the reason where that failed. All jars and libraries must be open by then. */
    public static Optional<String> enterRoot(String directory) {
        LibC libc = LibC.load();
        if (libc.chroot(directory) != 0) {
            return Optional.of(error());
        }
        return libc.chdir("/") == 0 ? Optional.empty() : Optional.of(error());
    }

    /** Gives up all groups but this one; the reason where that failed. */
    public static Optional<String> becomeGroup(int gid) {
        LibC libc = LibC.load();
        if (libc.setgroups(0, new int[0]) != 0 && libc.getuid() == 0) {
            return Optional.of(error());
        }
        return libc.setgid(gid) == 0 ? Optional.empty() : Optional.of(error());
    }

    /** Becomes another user for good; the C library does so on all threads. The reason where that failed. */
    public static Optional<String> becomeUser(int uid) {
        return LibC.load().setuid(uid) == 0 ? Optional.empty() : Optional.of(error());
    }

    /** The system's words for the last call that failed on this thread. */
    static String error() {
        return LibC.load().strerror(Native.getLastError()).getString(0);
    }
}
