package dev.sluice.config.keyword;

import dev.sluice.config.Condition;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.StatsPage;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Conditions;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code stats} lines of a proxy: its page of statistics. */
final class StatsPageKeywords {
    static final List<Keyword> ALL = List.of(
            page("enable", "", "serve statistics", (line, old) -> old.enable()),
            page(
                    "uri",
                    "<prefix>",
                    "where statistics are served",
                    (line, old) -> old.uri(line.next("a prefix of paths"))),
            page(
                    "realm",
                    "<realm>",
                    "what a browser shows when it asks for a password",
                    (line, old) -> old.realm(text(line))),
            page("auth", "<user>:<password>", "who may see the page", (line, old) -> old.user(user(line))),
            page(
                    "scope",
                    "{.|<proxy>}",
                    "which proxies the page shows",
                    (line, old) -> old.scope(line.next("the name of a proxy or '.'"))),
            page(
                    "refresh",
                    "<time>",
                    "how often the page asks for itself again",
                    (line, old) -> old.refresh(line.timeInSeconds() / 1000)),
            page("hide-version", "", "keep the version secret", (line, old) -> old.version(true)),
            page("show-version", "", "show the version", (line, old) -> old.version(false)),
            page("show-legends", "", "show addresses and algorithms", (line, old) -> old.legends()),
            page("show-modules", "", "show what single protocols count", (line, old) -> old.modules()),
            page(
                    "show-node",
                    "[<name>]",
                    "show the node's name",
                    (line, old) -> old.node(line.hasNext() ? line.next("a name") : StatsPage.OWN)),
            page(
                    "show-desc",
                    "[<text>]",
                    "show a text",
                    (line, old) -> old.description(line.hasNext() ? text(line) : StatsPage.OWN)),
            Keyword.of("stats admin", "if|unless <condition>", Place.PROXIES, "who may change things on the page")
                    .effective(StatsPageKeywords::admin));

    private StatsPageKeywords() {}

    /** What a line makes of the page. */
    @FunctionalInterface
    private interface Change {
        StatsPage of(Line line, StatsPage before) throws BadLineException;
    }

    private static Keyword page(String name, String usage, String documentation, Change change) {
        return Keyword.of("stats " + name, usage, Place.PROXIES, documentation)
                .effective(line -> line.set(
                        ProxySettings.STATS_PAGE,
                        change.of(line, line.get(ProxySettings.STATS_PAGE)).enable()));
    }

    private static String text(Line line) throws BadLineException {
        List<String> words = new ArrayList<>(List.of(line.next("a text")));
        words.addAll(line.rest());
        return String.join(" ", words);
    }

    private static String user(Line line) throws BadLineException {
        String user = line.next("a user and a password");
        if (user.indexOf(':') < 1) {
            throw line.bad("'stats auth' expects <user>:<password> (got '" + user + "').");
        }
        return user;
    }

    private static void admin(Line line) throws BadLineException {
        if (line.place() == Place.DEFAULTS && line.sectionName().isEmpty()) {
            throw line.bad("'stats admin' is not allowed in a defaults section without a name.");
        }
        @Nullable Condition condition = Conditions.read(line);
        if (condition == null) {
            throw line.bad("'stats admin' expects 'if' or 'unless' followed by a condition.");
        }
        line.append(ProxySettings.STATS_ADMIN, new Rule("admin", List.of(), condition, line.location()));
        line.set(ProxySettings.STATS_PAGE, line.get(ProxySettings.STATS_PAGE).enable());
    }
}
