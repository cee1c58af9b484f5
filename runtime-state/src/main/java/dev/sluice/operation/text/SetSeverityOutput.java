package dev.sluice.operation.text;

import dev.sluice.operation.Operation;
import java.util.List;

/** Has messages show their severity. */
public record SetSeverityOutput(List<String> words) implements Operation {
    /** Keeps a copy of the list. */
    public SetSeverityOutput {
        words = List.copyOf(words);
    }
}
