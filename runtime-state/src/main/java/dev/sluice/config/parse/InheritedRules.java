package dev.sluice.config.parse;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Rule;
import dev.sluice.config.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which sections may take over a defaults section that has rules: a rule is about one side, and is run once. What such a rule looks up
 * without saying in which proxy is in none.
 */
final class InheritedRules {
    private static final List<Setting<List<Rule>>> LISTS = List.of(
            ProxySettings.TCP_CONNECTION,
            ProxySettings.TCP_SESSION,
            ProxySettings.TCP_CONTENT,
            ProxySettings.TCP_RESPONSE,
            ProxySettings.HTTP_REQUEST,
            ProxySettings.HTTP_RESPONSE,
            ProxySettings.HTTP_AFTER_RESPONSE);

    /** A fetch about a server that does not say whose. */
    private static final Pattern OF_NO_BACKEND = Pattern.compile("\\bsrv_[a-z_]+\\(([^/()]+)\\)");

    private final Set<Scope> ofFronts = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Scope> ofBacks = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Checks that a section may take over another one. */
    void check(Scope section, Scope defaults) throws BadLineException {
        List<Rule> rules = new ArrayList<>();
        LISTS.forEach(list -> rules.addAll(defaults.settings().get(list)));
        if (rules.isEmpty()) {
            return;
        }
        Place place = section.place();
        if (place == Place.DEFAULTS || place == Place.LISTEN) {
            throw new BadLineException("a " + place.word()
                    + " section cannot inherit from a defaults section defining TCP/HTTP rules"
                    + (place == Place.DEFAULTS ? at(defaults) : "."));
        }
        boolean front = place == Place.FRONTEND;
        if (front && has(defaults, ProxySettings.TCP_RESPONSE)) {
            throw new BadLineException(
                    "a frontend section cannot inherit from a defaults section defining 'tcp-response content' rules"
                            + at(defaults));
        }
        if (!front && (has(defaults, ProxySettings.TCP_CONNECTION) || has(defaults, ProxySettings.TCP_SESSION))) {
            throw new BadLineException("a backend section cannot inherit from a defaults section defining"
                    + " 'tcp-request connection' or 'tcp-request session' rules" + at(defaults));
        }
        boolean first = (front ? ofFronts : ofBacks).add(defaults);
        if (ofFronts.contains(defaults) && ofBacks.contains(defaults)) {
            throw new BadLineException("frontends and backends cannot inherit from the same defaults section"
                    + " if it defines TCP/HTTP rules" + at(defaults));
        }
        if (first) {
            for (Rule rule : rules) {
                named(defaults, rule);
            }
        }
    }

    private static boolean has(Scope defaults, Setting<List<Rule>> rules) {
        return !defaults.settings().get(rules).isEmpty();
    }

    private static String at(Scope defaults) {
        return " (defaults section at " + defaults.location() + ").";
    }

    private static void named(Scope defaults, Rule rule) throws BadLineException {
        if (rule.action().startsWith("track-sc") && !rule.arguments().contains("table")) {
            throw new BadLineException("Proxy '" + defaults.name() + "': unable to find table '" + defaults.name()
                    + "' referenced by " + rule.action() + ".");
        }
        for (String word : Stream.concat(Stream.of(rule.action()), rule.arguments().stream())
                .toList()) {
            if (OF_NO_BACKEND.matcher(word).find()) {
                throw new BadLineException("a rule of defaults section '" + defaults.name() + "' (at " + rule.location()
                        + ") has to say whose server it is about: '" + word + "'.");
            }
        }
    }
}
