package dev.sluice.cli.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class-data archive that lets later starts skip reading and verifying classes. Made once for each JDK by a short run of the program in
 * another process: when it is asked for, as packaging does, or else in the background of the first start. It appears in its place complete
 * or not at all, and where it cannot be made the program starts without.
 */
public final class ClassArchive {
    /** Takes the training out of the terminal's reach, whose Ctrl-C means the program. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /**
     * Trains into a file of its own, then renames it. A shell, since the process that asked may be gone before the training is; at the
     * lowest priority, since the process that asked may be serving. One at a time: the lock on the claim is the shell's and its
     * children's, so that it ends with them, however they end, and what an earlier one left unfinished is removed under it. Arguments:
     * java, the archive, the part of the program that is newest, then what java is given.
     */
    private static final String SCRIPT = """
            java=$1 archive=$2 newest=$3; shift 3
            trap '' HUP INT USR1 USR2
            exec 9>>"$archive.claim"
            flock -n 9 || exit 0
            [ ! "$archive" -nt "$newest" ] || exit 0
            renice -n 19 -p $$ >/dev/null 2>&1
            rm -f "$archive".[0-9]*
            timeout -k 1 60 "$java" -XX:ArchiveClassesAtExit="$archive.$$" "$@" >/dev/null 2>&1 && mv -f "$archive.$$" "$archive"
            rm -f "$archive.$$"
            """;

    /**
     * What the training sees of the environment: what finds programs and what Java itself reads. The archive serves every later start, so
     * nothing else of the first one shapes it, such as a temporary directory that is soon gone.
     */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "LANG", "LC_ALL", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_SR_SIGNUM");

    private ClassArchive() {}

    /**
     * Makes {@code archive} by running the program with {@code trainingWords}, unless it is there, or somebody else is about to. The
     * thread ends once that has begun.
     */
    public static Thread makeInBackground(Path archive, List<String> trainingWords) {
        Thread thread = new Thread(() -> begin(archive, trainingWords), "sluice-class-archive");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Makes {@code archive} as above, waits until that has ended, a minute at most, and returns whether it is there. */
    public static boolean makeNow(Path archive, List<String> trainingWords) {
        Process training = begin(archive, trainingWords);
        if (training != null) {
            training.onExit().join();
        }
        return isCurrent(archive);
    }

    private static @Nullable Process begin(Path archive, List<String> trainingWords) {
        Path directory = archive.getParent();
        boolean training = System.getProperty("sluice.archive", "").isEmpty();
        if (training || directory == null || isCurrent(archive)) {
            return null;
        }
        try {
            Files.createDirectories(directory);
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            List<String> words = new ArrayList<>(
                    List.of(System.getProperty("sluice.options", "").split(" ", -1)));
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.cli.Main"));
            words.addAll(trainingWords);
            Process process = training(java, archive, newestPart(), words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            return null; // A directory that cannot be written, or no shell: every start works without.
        }
    }

    private static boolean isCurrent(Path archive) {
        try {
            return Files.exists(archive) && !isOlder(archive, newestPart());
        } catch (IOException e) {
            return false;
        }
    }

    /** An archive is of no use once a part of the program is newer. */
    private static Path newestPart() throws IOException {
        Path newest = Path.of(System.getProperty("java.home"), "release");
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(part);
            if (isOlder(newest, path)) {
                newest = path;
            }
        }
        return newest;
    }

    private static boolean isOlder(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
    }

    /** The process that makes {@code archive} with {@code java}. */
    static ProcessBuilder training(Path java, Path archive, Path newest, List<String> words) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of("/bin/sh", "-c", SCRIPT, "sluice-class-archive"));
        command.addAll(List.of(java.toString(), archive.toString(), newest.toString()));
        command.addAll(words);
        ProcessBuilder training = new ProcessBuilder(command).directory(new File("/"));
        training.environment().keySet().retainAll(ENVIRONMENT);
        return training;
    }
}
