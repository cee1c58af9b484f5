package dev.sluice.config.keyword;

import dev.sluice.config.parse.Keyword;
import java.util.List;

/** All keywords of the language itself. */
public final class BuiltInKeywords {
    private BuiltInKeywords() {}

    /** The lists of this package, joined. */
    public static List<Keyword> all() {
        return List.of();
    }
}
