package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;
import java.util.List;

/** Adds entries to a version, all of them or none. */
public record AddEntries(PatternRef reference, VersionArgument version, List<NewEntry> entries) implements Operation {
    /** Keeps a copy of the list. */
    public AddEntries {
        entries = List.copyOf(entries);
    }
}
