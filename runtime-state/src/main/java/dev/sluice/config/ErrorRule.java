package dev.sluice.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy answers in place of built-in responses; a later rule for a status takes the place of an earlier one.
 *
 * @param keyword the line's keyword: {@code errorfile}, {@code errorfiles}, {@code http-error}, or one of the {@code errorloc}s
 * @param statuses the statuses it is for; empty for all that its section has
 * @param file of {@code errorfile}, else null
 * @param section the {@code http-errors} section of {@code errorfiles}, else empty
 * @param arguments of {@code http-error} as of the action {@code return}; of the {@code errorloc}s the address
 * @param location its line
 */
public record ErrorRule(
        String keyword,
        Set<Integer> statuses,
        @Nullable ErrorFile file,
        String section,
        List<String> arguments,
        Location location) {
    /** Keeps copies of the collections. */
    public ErrorRule {
        statuses = Set.copyOf(statuses);
        arguments = List.copyOf(arguments);
    }
}
