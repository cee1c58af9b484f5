package dev.sluice.cli;

import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.Keywords;
import dev.sluice.proxy.action.ActionKeywords;
import dev.sluice.proxy.rule.RuleKeywords;

/** The keywords of all modules, joined by name. */
public final class AllKeywords {
    /** The joined keywords. */
    public static final Keywords JOINED = Keywords.of(BuiltInKeywords.ALL, RuleKeywords.ALL, ActionKeywords.ALL);

    private AllKeywords() {}
}
