package dev.sluice.config;

import java.util.List;

/**
 * A {@code filter} line: what bodies pass through, in which place.
 *
 * @param name which filter, as {@code filter-sequence} calls it
 * @param argument what it is about, such as the name of a cache; empty for nothing
 * @param location where it was said
 */
public record FilterSpec(String name, String argument, Location location) {
    /**
     * The order of filters in one direction.
     *
     * @param request whether requests are meant, or responses
     * @param names the filters; those that are missing stay out
     * @param location where it was said
     */
    public record Sequence(boolean request, List<String> names, Location location) {
        /** Keeps a copy of the names. */
        public Sequence {
            names = List.copyOf(names);
        }
    }
}
