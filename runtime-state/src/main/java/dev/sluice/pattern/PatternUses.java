package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Who uses a reference.
 *
 * @param description as HAProxy tells it
 * @param isMap whether a map converter does
 * @param isAcl whether an ACL does
 * @param views in which ways, each once, in order
 */
public record PatternUses(String description, boolean isMap, boolean isAcl, List<View> views) {
    static final PatternUses NONE = new PatternUses("", false, false, List.of());

    /**
     * A way of using entries.
     *
     * @param match how they are found
     * @param ignoreCase whether case does not matter
     * @param type what values are taken for
     */
    public record View(PatternMatch match, boolean ignoreCase, PatternValueType type) {}

    /** Keeps a copy of the list. */
    public PatternUses {
        views = List.copyOf(views);
    }

    PatternUses byMap(String what, View view) {
        return new PatternUses(joined(what), true, isAcl, with(view));
    }

    PatternUses byAcl(String what, View view) {
        return new PatternUses(joined(what), isMap, true, with(view));
    }

    private String joined(String what) {
        return description.isEmpty() ? what : description + (views.isEmpty() ? " " : ", ") + what;
    }

    private List<View> with(View view) {
        if (views.contains(view)) {
            return views;
        }
        List<View> all = new ArrayList<>(views);
        all.add(view);
        return all;
    }
}
