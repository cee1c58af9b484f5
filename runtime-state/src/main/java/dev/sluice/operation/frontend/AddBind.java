package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;
import java.util.List;

/**
 * Has a frontend listen on more addresses; they are bound when the answer comes.
 *
 * @param frontend which
 * @param words what a {@code bind} line says from the addresses on
 */
public record AddBind(String frontend, List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public AddBind {
        words = List.copyOf(words);
    }
}
