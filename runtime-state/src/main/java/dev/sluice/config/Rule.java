package dev.sluice.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as parsed: an action with its words, and when it applies.
 *
 * @param action its first word, such as {@code use-service}
 * @param arguments the words that follow
 * @param condition null for always
 * @param location its line
 */
public record Rule(
        String action, List<String> arguments, @Nullable Condition condition, Location location) {
    /** Keeps a copy of the list. */
    public Rule {
        arguments = List.copyOf(arguments);
    }
}
