package dev.sluice.config;

/**
 * Where in the configuration something was said.
 *
 * @param file the file's name as it was given
 * @param line the line, counted from 1; 0 for what no line says
 */
public record Location(String file, int line) {
    /** For what the program itself decides. */
    public static final Location INTERNAL = new Location("(internal)", 0);

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
