package dev.sluice.config.parse;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.Setting;
import dev.sluice.config.StickRule;
import dev.sluice.config.UseBackend;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that the tables which rules name are there: in {@code track-sc} actions, and as arguments of fetches and converters. */
final class TableReferences {
    /** Words with arguments whose last one is a table, and how many stand before it. */
    private static final Pattern CALL = Pattern.compile(
            "(?<![A-Za-z0-9_.])(?<prefix>src|sc\\d?|table)_(?<word>[a-z0-9_]+)\\((?<arguments>[^()]*)\\)|"
                    + "(?<![A-Za-z0-9_.])in_table\\((?<in>[^()]*)\\)");

    private static final Set<String> INDEXED =
            Set.of("get_gpc", "get_gpt", "gpc", "gpt", "gpc_rate", "inc_gpc", "clr_gpc");
    /** What begins as these do and knows nothing of tables. */
    private static final Set<String> OTHERS = Set.of("key", "port", "is_local");

    private final Diagnostics diagnostics;
    private final Set<String> tables;

    TableReferences(Diagnostics diagnostics, Set<String> tables) {
        this.diagnostics = diagnostics;
        this.tables = tables;
    }

    private static List<Setting<List<Rule>>> lists() {
        return List.of(
                ProxySettings.HTTP_REQUEST,
                ProxySettings.HTTP_RESPONSE,
                ProxySettings.HTTP_AFTER_RESPONSE,
                ProxySettings.REDIRECT,
                ProxySettings.STATS_RULES,
                ProxySettings.USE_SERVER,
                ProxySettings.FORCE_BE_SWITCH,
                ProxySettings.PERSIST_RULES,
                ProxySettings.MONITOR_FAIL,
                ProxySettings.TCP_CONNECTION,
                ProxySettings.TCP_SESSION,
                ProxySettings.TCP_CONTENT,
                ProxySettings.TCP_RESPONSE);
    }

    void check(Scope proxy) {
        for (Setting<List<Rule>> list : lists()) {
            proxy.settings().get(list).forEach(rule -> rule(proxy, rule));
        }
        for (UseBackend use : proxy.settings().get(ProxySettings.USE_BACKEND)) {
            text(use.backend(), use.location());
            condition(use.condition());
        }
        for (StickRule stick : proxy.settings().get(ProxySettings.STICK)) {
            stick.expression().forEach(word -> text(word, stick.location()));
            condition(stick.condition());
        }
        proxy.settings().get(ProxySettings.ACLS).forEach(acl -> text(acl.criterion(), acl.location()));
    }

    private void rule(Scope proxy, Rule rule) {
        rule.arguments().forEach(word -> text(word, rule.location()));
        condition(rule.condition());
        if (rule.action().startsWith("track-sc")) {
            int at = rule.arguments().indexOf("table");
            boolean named = at >= 0 && at + 1 < rule.arguments().size();
            require(named ? rule.arguments().get(at + 1) : proxy.name(), rule.action(), rule.location());
        }
    }

    private void condition(@Nullable Condition condition) {
        if (condition != null) {
            condition.alternatives().forEach(terms -> terms.forEach(term -> acl(term.test())));
        }
    }

    private void acl(Acl acl) {
        text(acl.criterion(), acl.location());
    }

    private void text(String text, Location location) {
        if (text.indexOf('(') < 0) {
            return;
        }
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            String in = call.group("in");
            String arguments = in == null ? call.group("arguments") : in;
            String word = in == null ? call.group("word") : "";
            if (OTHERS.contains(word)) {
                continue;
            }
            int before = (INDEXED.contains(word) ? 1 : 0) + ("sc".equals(call.group("prefix")) ? 1 : 0);
            String[] parts = arguments.split(",", -1);
            if (parts.length > before && !parts[before].isBlank()) {
                require(parts[before].strip(), call.group().replaceFirst("\\(.*$", ""), location);
            }
        }
    }

    private void require(String table, String by, Location location) {
        if (!tables.contains(table)) {
            diagnostics.alert(
                    location,
                    "unable to find table '" + table + "' referenced in '" + by + "'"
                            + Suggestions.hint(table, tables));
        }
    }
}
