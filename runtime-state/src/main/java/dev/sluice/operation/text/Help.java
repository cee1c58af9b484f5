package dev.sluice.operation.text;

import dev.sluice.operation.Operation;
import java.util.List;

/** Lists commands. */
public record Help(List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public Help {
        words = List.copyOf(words);
    }
}
