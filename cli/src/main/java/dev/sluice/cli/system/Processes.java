package dev.sluice.cli.system;

import com.sun.jna.Pointer;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Signals to others, and letting go of a terminal. */
public final class Processes {
    /** {@code SIGUSR1}: finish what is served, then end. */
    public static final int SIGUSR1 = 10;
    /** {@code SIGTERM}: end. */
    public static final int SIGTERM = 15;
    /** {@code SIGTTIN}: listen again. */
    public static final int SIGTTIN = 21;
    /** {@code SIGTTOU}: stop listening. */
    public static final int SIGTTOU = 22;

    /** {@code RLIMIT_NOFILE} of Linux. */
    private static final int OPEN_FILES = 7;

    private static final int READ_WRITE = 2;

    private Processes() {}

    /** Sends a signal; the reason where that failed. */
    public static Optional<String> signal(long pid, int signal) {
        return LibC.load().kill((int) pid, signal) == 0 ? Optional.empty() : Optional.of(Privileges.error());
    }

    /** Gives a signal the effect that it has by default. */
    static void takeDefault(int signal) {
        Pointer unused = LibC.load().signal(signal, Pointer.NULL);
    }

    /** Moves to a directory, where relative paths start from then on; the reason where that failed. */
    public static Optional<String> enter(String directory) {
        return LibC.load().chdir(directory) == 0 ? Optional.empty() : Optional.of(Privileges.error());
    }

    /** Leaves the terminal's session, so that its end does not end this process. */
    public static boolean leaveTerminal() {
        return LibC.load().setsid() > 0;
    }

    /** Opens {@code /dev/null}, which another root need not have; negative where there is none. */
    public static int openNothing() {
        return LibC.load().open("/dev/null", READ_WRITE);
    }

    /** Puts what {@link #openNothing()} opened in the place of standard input, output and error. */
    public static boolean closeStandardStreams(int nothing) {
        LibC libc = LibC.load();
        return nothing >= 0 && libc.dup2(nothing, 0) >= 0 && libc.dup2(nothing, 1) >= 0 && libc.dup2(nothing, 2) >= 0;
    }

    /** Allows no more open descriptors than this; 0 leaves it as it is. */
    public static void openFilesAtMost(long limit) {
        boolean lower = limit > 0
                && ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() > limit;
        if (lower) {
            boolean unused = openFilesLimit(limit);
        }
    }

    /** Allows this many open descriptors; whether the system agreed. */
    public static boolean openFilesLimit(long limit) {
        LibC.Limit wanted = new LibC.Limit();
        wanted.soft = limit;
        wanted.hard = limit;
        return LibC.load().setrlimit(OPEN_FILES, wanted) == 0;
    }
}
