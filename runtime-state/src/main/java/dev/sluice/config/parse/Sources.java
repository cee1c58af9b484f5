package dev.sluice.config.parse;

import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Configuration files as read from disk.
 *
 * @param sources the files that could be read, in order
 * @param problems one for each file that could not
 */
public record Sources(List<Source> sources, List<Diagnostic> problems) {
    /** Keeps copies of the lists. */
    public Sources {
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }

    /** Reads each of {@code paths}: a file, or all {@code *.cfg} of a directory, sorted by name, hidden ones left out. */
    public static Sources read(List<Path> paths) {
        List<Source> sources = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Path path : paths) {
            try {
                for (Path file : Files.isDirectory(path) ? list(path) : List.of(path)) {
                    sources.add(new Source(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            } catch (IOException e) {
                problems.add(new Diagnostic(
                        Severity.ALERT, null, "Cannot open configuration file/directory " + path + " : " + reason(e)));
            }
        }
        return new Sources(sources, problems);
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path file : stream) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".cfg") && !name.startsWith(".") && Files.isRegularFile(file)) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        return e instanceof AccessDeniedException ? "Permission denied" : String.valueOf(e.getMessage());
    }
}
