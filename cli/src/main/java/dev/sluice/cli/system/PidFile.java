package dev.sluice.cli.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file that tells supervisors and scripts the process's number; it appears whole or not at all. */
public final class PidFile {
    private PidFile() {}

    /** Writes it. */
    public static void write(Path file, long pid) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + "." + pid);
        Files.writeString(fresh, pid + "\n", StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
