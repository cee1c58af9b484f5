package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;
import java.util.List;

/**
 * Adds a frontend that listens nowhere yet.
 *
 * @param name its name
 * @param defaults the defaults section that it takes over
 * @param words what lines of its section say, one behind another, such as {@code default_backend web}
 */
public record AddFrontend(String name, String defaults, List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public AddFrontend {
        words = List.copyOf(words);
    }
}
