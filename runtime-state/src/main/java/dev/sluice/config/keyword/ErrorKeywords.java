package dev.sluice.config.keyword;

import dev.sluice.config.ErrorFile;
import dev.sluice.config.ErrorRule;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is answered in place of the built-in responses. */
public final class ErrorKeywords {
    /** The responses that the program makes itself. */
    public static final Set<Integer> STATUSES = Set.of(
            200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 414, 421, 422, 425, 429, 431, 500, 501, 502, 503, 504);

    static final List<Keyword> ALL = List.of(
            Keyword.of("errorfile", "<status> <file>", Place.PROXIES, "a response of one's own for an error")
                    .effective(ErrorKeywords::errorFile),
            Keyword.of("errorfile", "<status> <file>", Set.of(Place.HTTP_ERRORS), "a response for an error")
                    .effective(ErrorKeywords::sectionFile),
            Keyword.of("errorfiles", "<section> [<status>...]", Place.PROXIES, "responses of an 'http-errors' section")
                    .effective(ErrorKeywords::errorFiles),
            location("errorloc", "302"),
            location("errorloc302", "302"),
            location("errorloc303", "303"));

    private ErrorKeywords() {}

    private static Keyword location(String name, String code) {
        return Keyword.of(name, "<status> <url>", Place.PROXIES, "send clients elsewhere on an error")
                .effective(line -> {
                    int status = status(line);
                    add(line, Set.of(status), null, "", List.of(code, line.next("a URL")));
                });
    }

    private static int status(Line line) throws BadLineException {
        int status = line.number(100, 999);
        if (!STATUSES.contains(status)) {
            throw line.bad(
                    "'" + line.keyword() + "': the status " + status + " is never answered by the program itself.");
        }
        return status;
    }

    private static void errorFile(Line line) throws BadLineException {
        int status = status(line);
        add(line, Set.of(status), read(line), "", List.of());
    }

    private static void sectionFile(Line line) throws BadLineException {
        int status = status(line);
        Map<Integer, ErrorFile> files = new HashMap<>(line.get(SectionSettings.ERROR_FILES));
        files.put(status, read(line));
        line.set(SectionSettings.ERROR_FILES, Map.copyOf(files));
    }

    private static ErrorFile read(Line line) throws BadLineException {
        String path = line.next("a file name");
        try {
            return read(path, line.location());
        } catch (IOException e) {
            throw line.bad("'errorfile': " + e.getMessage());
        }
    }

    /** Reads a file that is named at {@code at} and holds a whole response; the exception says what is wrong with it. */
    public static ErrorFile read(String path, Location at) throws IOException {
        String content;
        try {
            content = Files.readString(Path.of(at.path(path)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException("cannot read the file '" + path + "'.", e);
        }
        if (!content.isEmpty() && !content.startsWith("HTTP/1.")) {
            throw new IOException("the file '" + path + "' does not hold a whole HTTP/1 response.");
        }
        return new ErrorFile(path, content);
    }

    private static void errorFiles(Line line) throws BadLineException {
        String section = line.next("the name of an 'http-errors' section");
        Set<Integer> statuses = new LinkedHashSet<>();
        while (line.hasNext()) {
            statuses.add(status(line));
        }
        add(line, statuses, null, section, List.of());
    }

    private static void add(
            Line line, Set<Integer> statuses, @Nullable ErrorFile file, String section, List<String> arguments) {
        line.append(
                ProxySettings.ERRORS,
                new ErrorRule(line.keyword(), statuses, file, section, arguments, line.location()));
    }
}
