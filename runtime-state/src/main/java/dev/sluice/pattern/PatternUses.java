package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who uses a reference.
 *
 * @param description as HAProxy tells it
 * @param isMap whether a map converter does
 * @param isAcl whether an ACL does
 * @param valueTypes what its values must be readable as
 */
public record PatternUses(String description, boolean isMap, boolean isAcl, Set<PatternValueType> valueTypes) {
    static final PatternUses NONE = new PatternUses("", false, false, Set.of());

    /** Keeps a copy of the set. */
    public PatternUses {
        valueTypes = Set.copyOf(valueTypes);
    }

    PatternUses and(boolean byMap, String what, Set<PatternValueType> types) {
        Set<PatternValueType> all = EnumSet.noneOf(PatternValueType.class);
        all.addAll(valueTypes);
        all.addAll(types);
        List<String> said = new ArrayList<>();
        if (!description.isEmpty()) {
            said.add(description);
        }
        said.add(what);
        return new PatternUses(String.join(", ", said), isMap || byMap, isAcl || !byMap, all);
    }
}
