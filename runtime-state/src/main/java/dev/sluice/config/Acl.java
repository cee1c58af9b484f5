package dev.sluice.config;

import java.util.List;

/**
 * A test: {@code acl <name> <criterion> [flags] <patterns>}, or the same without a name between braces.
 *
 * @param name empty for an anonymous one; in a {@link Condition} a name without criterion refers to a declared ACL
 * @param criterion the word that fetches and may match, such as {@code path_beg} or {@code src}; empty in a reference
 * @param flags such as {@code -i}
 * @param patterns one of them must match
 * @param location its line
 */
public record Acl(String name, String criterion, List<String> flags, List<String> patterns, Location location) {
    /** Keeps copies of the lists. */
    public Acl {
        flags = List.copyOf(flags);
        patterns = List.copyOf(patterns);
    }
}
