package dev.sluice.operation.text;

import dev.sluice.operation.Operation;
import java.util.List;

/** Sets the idle timeout of the text connection. */
public record SetTimeout(List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public SetTimeout {
        words = List.copyOf(words);
    }
}
