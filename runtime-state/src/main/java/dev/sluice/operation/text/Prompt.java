package dev.sluice.operation.text;

import dev.sluice.operation.Operation;
import java.util.List;

/** Switches the mode of the text connection. */
public record Prompt(List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public Prompt {
        words = List.copyOf(words);
    }
}
