package dev.sluice.pattern;

import java.util.List;

/**
 * All references of a configuration, in order, filled and indexed. Its references become live when it is applied.
 *
 * @param references those with a file and those without
 */
public record PatternSet(List<PatternReference> references) {
    /** None. */
    public static final PatternSet EMPTY = new PatternSet(List.of());

    /** Keeps a copy of the list. */
    public PatternSet {
        references = List.copyOf(references);
    }
}
