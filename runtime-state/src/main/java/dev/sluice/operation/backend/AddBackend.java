package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a backend without servers, which rules choose once it is published.
 *
 * @param name its name
 * @param defaults the defaults section that it takes over
 * @param words what follows: {@code mode tcp|http} and {@code guid <guid>}, each or neither
 */
public record AddBackend(String name, String defaults, List<String> words) implements Operation {
    /** With the words copied. */
    public AddBackend {
        words = List.copyOf(words);
    }

    /** With a mode, or an empty one for what the defaults say, and with a GUID, or an empty one for none. */
    public static AddBackend of(String name, String defaults, String mode, String guid) {
        List<String> words = new ArrayList<>();
        if (!mode.isEmpty()) {
            words.addAll(List.of("mode", mode));
        }
        if (!guid.isEmpty()) {
            words.addAll(List.of("guid", guid));
        }
        return new AddBackend(name, defaults, words);
    }
}
