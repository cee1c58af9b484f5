package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.Settings;
import java.util.List;
import java.util.Map;

/** Reads configuration files. */
public final class ConfigurationParser {
    private final Keywords keywords;

    /** A parser that understands {@code keywords}. */
    public ConfigurationParser(Keywords keywords) {
        this.keywords = keywords;
    }

    /** Reads files in this order, as one configuration; reports everything that is wrong with them. */
    public ParseResult parse(List<Source> sources, Environment environment, ParseOptions options) {
        Parsing run = new Parsing(keywords, options, environment.copy(), new Diagnostics());
        Configuration configuration =
                new Configuration(Settings.EMPTY, Settings.EMPTY, List.of(), List.of(), Map.of(), List.of());
        return new ParseResult(
                configuration, run.diagnostics().all(), run.environment().variables());
    }
}
