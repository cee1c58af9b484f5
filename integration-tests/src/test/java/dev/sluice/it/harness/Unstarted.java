package dev.sluice.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The packaged program while it still reads its configuration, which is a pipe that stays empty. Its parent never asks what became of it, so
 * that the system keeps telling.
 */
public final class Unstarted implements AutoCloseable {
    private static final String PARENT =
            "mkfifo \"$1\" && { \"$0\" -db -f \"$1\" >\"$1.log\" 2>&1 & echo $!; exec sleep 600; }";

    private final Path directory;
    private final Path pipe;
    private final Process parent;
    private final long pid;
    private final RandomAccessFile writer;

    /** Starts it. */
    public Unstarted() {
        try {
            directory = Files.createTempDirectory("sluice-it");
            pipe = directory.resolve("pipe");
            parent = new ProcessBuilder(
                            "/bin/sh", "-c", PARENT, Distribution.haproxy().toString(), pipe.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader told = parent.inputReader(StandardCharsets.US_ASCII);
            pid = Long.parseLong(told.readLine());
            // Both ends, since one alone waits for the other.
            writer = new RandomAccessFile(pipe.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the process. */
    public long pid() {
        return pid;
    }

    /** Whether it has come as far as its configuration. */
    public boolean isReading() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : open) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, pipe)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // A descriptor was closed while we looked.
        }
    }

    /** What the system says of its end, as {@code wait} would; empty while it lives. */
    public OptionalInt waitStatus() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
            return fields[0].equals("Z")
                    ? OptionalInt.of(Integer.parseInt(fields[fields.length - 1]))
                    : OptionalInt.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
            writer.close();
            Files.deleteIfExists(directory.resolve("pipe.log"));
            Files.deleteIfExists(pipe);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
