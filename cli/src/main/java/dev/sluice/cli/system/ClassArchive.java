package dev.sluice.cli.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The class-data archive that lets later starts skip reading and verifying classes. Made once for each JDK, in the background of the first
 * start, by a short run of the program in another process; it appears in its place complete or not at all, and where it cannot be made
 * the program starts without.
 */
public final class ClassArchive {
    /** A training run is over after seconds; a claim this old was left by a machine that went down in the middle of one. */
    private static final Duration CLAIM_LASTS = Duration.ofMinutes(5);

    /** Takes the training out of the terminal's reach, whose Ctrl-C means the program. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /**
     * Trains into a file of its own, then renames it. A shell, since the process that asked may be gone before the training is; at the
     * lowest priority, since the process that asked may be serving. Arguments: java, the archive, the claim, then what java is
     * given.
     */
    private static final String SCRIPT = """
            java=$1 archive=$2 claim=$3; shift 3
            trap '' HUP INT USR1 USR2
            renice -n 19 -p $$ >/dev/null 2>&1
            timeout -k 1 60 "$java" -XX:ArchiveClassesAtExit="$archive.$$" "$@" >/dev/null 2>&1 && mv -f "$archive.$$" "$archive"
            rm -f "$archive.$$" "$claim"
            """;

    private ClassArchive() {}

    /**
     * Makes {@code archive} by running the program with {@code trainingWords}, unless it is there, or somebody else is about to. The
     * thread ends once that has begun.
     */
    public static Thread makeInBackground(Path archive, List<String> trainingWords) {
        Thread thread = new Thread(() -> make(archive, trainingWords), "sluice-class-archive");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void make(Path archive, List<String> trainingWords) {
        Path directory = archive.getParent();
        boolean training = System.getProperty("sluice.archive", "").isEmpty();
        if (training || directory == null) {
            return;
        }
        Path claim = directory.resolve(archive.getFileName() + ".claim");
        try {
            Files.createDirectories(directory);
            if (!isCurrent(archive) && claimed(claim)) {
                start(archive, claim, trainingWords);
            }
        } catch (IOException e) {
            // A directory that cannot be written, or no shell: every start works without.
        }
    }

    /** Whether it is there, and no part of the program is newer. */
    private static boolean isCurrent(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(archive);
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.getLastModifiedTime(Path.of(part)).compareTo(made) > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean claimed(Path claim) throws IOException {
        try {
            Files.createFile(claim);
            return true;
        } catch (FileAlreadyExistsException e) {
            Instant since = Files.getLastModifiedTime(claim).toInstant();
            if (since.plus(CLAIM_LASTS).isBefore(Instant.now())) {
                sweep(claim); // The next start claims it.
            }
            return false;
        }
    }

    /** Removes a claim that nobody stands behind any more, and what that training had written. */
    private static void sweep(Path claim) throws IOException {
        String name = String.valueOf(claim.getFileName());
        String unfinished = name.substring(0, name.lastIndexOf('.')) + ".*";
        try (DirectoryStream<Path> left = Files.newDirectoryStream(claim.resolveSibling(""), unfinished)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void start(Path archive, Path claim, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "sluice-class-archive",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                archive.toString(),
                claim.toString()));
        command.addAll(List.of(System.getProperty("sluice.options", "").split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.cli.Main"));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
    }
}
