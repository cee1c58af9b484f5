package dev.sluice.cli.system;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/** The few calls of the C library that the program needs; each is documented in section 2 of the manual of Linux. */
interface LibC extends Library {
    /** Loaded at first use, since it costs a tenth of a second and few starts need it. */
    static LibC load() {
        return Holder.LIBC;
    }

    /** Keeps the library once it is loaded. */
    final class Holder {
        private static final LibC LIBC = Native.load("c", LibC.class);

        private Holder() {}
    }

    int setuid(int uid);

    int setgid(int gid);

    int setgroups(long count, int[] groups);

    int chroot(String path);

    int chdir(String path);

    int unshare(int flags);

    int setsid();

    int dup2(int from, int to);

    int open(String path, int flags);

    int kill(int pid, int signal);

    Pointer signal(int signal, Pointer handler);

    int getuid();

    int getgid();

    int getpriority(int which, int who);

    int setpriority(int which, int who, int niceness);

    int setrlimit(int resource, Limit limit);

    int getrlimit(int resource, Limit limit);

    Pointer strerror(int error);

    /** {@code struct rlimit}. */
    @Structure.FieldOrder({"soft", "hard"})
    class Limit extends Structure {
        /** What holds now. */
        public long soft;
        /** What it may be raised to. */
        public long hard;
    }
}
