package dev.sluice.config.keyword;

import dev.sluice.config.CookieSpec;
import dev.sluice.config.CookieSpec.Use;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Persistence by cookie. */
final class CookieKeywords {
    private static final Set<String> FLAGS = Set.of(
            "rewrite",
            "insert",
            "prefix",
            "indirect",
            "nocache",
            "postonly",
            "preserve",
            "httponly",
            "secure",
            "dynamic");

    static final List<Keyword> ALL = List.of(
            Keyword.of(
                            "cookie",
                            "<name> [rewrite|insert|prefix] [indirect] [nocache] [postonly] [preserve] [httponly]"
                                    + " [secure] [dynamic] [domain <domain>]... [maxidle <time>] [maxlife <time>]"
                                    + " [attr <value>]...",
                            Place.BACK,
                            "keep clients on their server by a cookie")
                    .effective(CookieKeywords::cookie)
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("dynamic-cookie-key", "<key>", Place.BACK, "what cookies of servers are computed from")
                    .effective(Forms.word(ProxySettings.DYNAMIC_COOKIE_KEY, "a key"))
                    .ignoredIn(Place.FRONTEND));

    private CookieKeywords() {}

    private static void cookie(Line line) throws BadLineException {
        String name = line.next("the name of a cookie");
        Set<String> flags = new HashSet<>();
        List<String> domains = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        long maxIdle = 0;
        long maxLife = 0;
        while (line.hasNext()) {
            String word = line.next("an option");
            switch (word) {
                case "domain" -> domains.add(domain(line));
                case "maxidle" -> maxIdle = line.timeInSeconds() / 1000;
                case "maxlife" -> maxLife = line.timeInSeconds() / 1000;
                case "attr" -> attributes.add(attribute(line));
                default -> {
                    if (!FLAGS.contains(word)) {
                        throw line.bad("'cookie' supports 'rewrite', 'insert', 'prefix', 'indirect', 'nocache',"
                                + " 'postonly', 'domain', 'maxidle', 'dynamic', 'maxlife' and 'attr' options.");
                    }
                    flags.add(word);
                }
            }
        }
        checkUse(line, flags);
        line.set(
                ProxySettings.COOKIE,
                new CookieSpec(
                        name,
                        use(flags),
                        flags.contains("indirect"),
                        flags.contains("nocache"),
                        flags.contains("postonly"),
                        flags.contains("preserve"),
                        flags.contains("httponly"),
                        flags.contains("secure"),
                        flags.contains("dynamic"),
                        domains,
                        maxIdle,
                        maxLife,
                        attributes));
    }

    private static void checkUse(Line line, Set<String> flags) throws BadLineException {
        int makers = 0;
        for (String maker : List.of("insert", "rewrite", "prefix")) {
            makers += flags.contains(maker) ? 1 : 0;
        }
        if (makers > 1 || flags.contains("rewrite") && flags.contains("indirect")) {
            throw line.bad("'cookie': 'insert', 'prefix' and 'rewrite' exclude each other, and 'rewrite' excludes"
                    + " 'indirect'.");
        }
    }

    private static Use use(Set<String> flags) {
        if (flags.contains("insert")) {
            return Use.INSERT;
        }
        if (flags.contains("rewrite")) {
            return Use.REWRITE;
        }
        return flags.contains("prefix") ? Use.PREFIX : Use.READ;
    }

    private static String domain(Line line) throws BadLineException {
        String domain = line.next("a domain");
        if (domain.indexOf('.', 1) < 0) {
            line.warn("'cookie': domain '" + domain + "' has no dot inside; browsers may not accept it.");
        }
        return domain;
    }

    private static String attribute(Line line) throws BadLineException {
        String attribute = line.next("an attribute");
        if (attribute.chars().anyMatch(c -> c < ' ' || c == ';' || c == 0x7F)) {
            throw line.bad("'cookie': the attribute '" + attribute
                    + "' has a character that cannot stand there (control characters, ';').");
        }
        return attribute;
    }
}
