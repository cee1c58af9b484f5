package dev.sluice.config;

/**
 * Where in the configuration something was said, and where files are looked for that are named there.
 *
 * @param file the file's name as it was given
 * @param line the line, counted from 1; 0 for what no line says
 * @param directory where relative names of files begin, as {@code default-path} says; empty for the process's own directory
 */
public record Location(String file, int line, String directory) {
    /** For what the program itself decides. */
    public static final Location INTERNAL = new Location("(internal)", 0);

    /** One at which relative names begin in the process's own directory. */
    public Location(String file, int line) {
        this(file, line, "");
    }

    /** Where the file is that is named {@code name} here; things stay known by their names, and are only read from there. */
    public String path(String name) {
        return directory.isEmpty() || name.isEmpty() || name.startsWith("/") ? name : directory + "/" + name;
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
