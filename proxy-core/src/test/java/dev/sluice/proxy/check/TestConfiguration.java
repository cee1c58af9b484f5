package dev.sluice.proxy.check;

import dev.sluice.config.Configuration;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.proxy.action.ActionKeywords;
import dev.sluice.proxy.rule.RuleKeywords;
import java.util.List;
import java.util.Map;

/** Configurations for tests. */
final class TestConfiguration {
    private TestConfiguration() {}

    /** One backend with some lines. */
    static Configuration backend(String... lines) {
        return of("backend b\n mode tcp\n timeout connect 5s\n timeout server 5s\n " + String.join("\n ", lines)
                + "\nglobal\n external-check\n");
    }

    static Configuration of(String text) {
        ParseResult result = new ConfigurationParser(
                        Keywords.of(BuiltInKeywords.ALL, RuleKeywords.ALL, ActionKeywords.ALL))
                .parse(List.of(new Source("test.cfg", text)), Environment.of(Map.of()), ParseOptions.DEFAULT);
        return result.usable().orElseThrow(() -> new IllegalStateException(result.toString()));
    }
}
