package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.Library;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files whose code is loaded: shared objects with their addresses, archives of classes without. */
final class Libraries {
    private Libraries() {}

    static List<Library> all() {
        Map<String, Library> found = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] fields = line.split(" +", 6);
            boolean code = fields.length == 6 && fields[5].startsWith("/") && !fields[5].startsWith("/dev/");
            if (code && (fields[5].contains(".so") || fields[1].contains("x"))) {
                int dash = fields[0].indexOf('-');
                long start = Long.parseUnsignedLong(fields[0].substring(0, dash), 16);
                long end = Long.parseUnsignedLong(fields[0].substring(dash + 1), 16);
                found.merge(
                        fields[5],
                        new Library(start, end, fields[5]),
                        (before, more) -> new Library(
                                Math.min(before.start(), more.start()),
                                Math.max(before.end(), more.end()),
                                before.path()));
            }
        }
        List<Library> all = new ArrayList<>(found.values());
        for (String path : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            all.add(new Library(0, new File(path).length(), path));
        }
        return all;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("/proc/self/maps"));
        } catch (IOException e) {
            // Behind a chroot there may be no /proc; what Java knows is told all the same.
            return List.of();
        }
    }
}
