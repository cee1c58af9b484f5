package dev.sluice.cli;

import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.Keywords;

/** The keywords of all modules, joined by name. */
final class AllKeywords {
    static final Keywords JOINED = Keywords.of(BuiltInKeywords.all());

    private AllKeywords() {}
}
