package dev.sluice.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The class-data archive that lets later starts skip reading and verifying classes. Made once for each JDK, in the background of the first
 * start, by a short run of the program in another process; it appears in its place complete or not at all, and where it cannot be made
 * the program starts without.
 */
public final class ClassArchive {
    private static final long PATIENCE_SECONDS = 60;

    private ClassArchive() {}

    /** Makes {@code archive} on a thread of its own unless it is there, or somebody else is about to. */
    public static void makeInBackground(Path archive, List<String> trainingWords) {
        Path directory = archive.getParent();
        boolean training = System.getProperty("sluice.archive", "").isEmpty();
        if (training || directory == null || Files.exists(archive)) {
            return;
        }
        Thread thread = new Thread(() -> make(archive, directory, trainingWords), "sluice-class-archive");
        thread.setDaemon(true);
        thread.start();
    }

    private static void make(Path archive, Path directory, List<String> trainingWords) {
        Path fresh = directory.resolve(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        Path claim = directory.resolve(archive.getFileName() + ".claim");
        try {
            Files.createDirectories(directory);
            Files.createFile(claim); // Fails where another process makes it at this moment.
        } catch (IOException e) {
            return;
        }
        try {
            if (train(fresh, trainingWords) && Files.exists(fresh)) {
                Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // Not to be had here; every start works without.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            discard(fresh);
            discard(claim);
        }
    }

    private static boolean train(Path fresh, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + fresh,
                "-Xlog:disable",
                "-Xlog:all=off",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens",
                "java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.io=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.add("dev.sluice.cli.Main");
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
