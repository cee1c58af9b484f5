package dev.sluice.config.parse;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Location;
import dev.sluice.config.LogForwardSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what the sections say, line by line. */
final class Sections {
    /** Sections of HAProxy's that mean nothing here so far. */
    static final Set<String> NOT_YET =
            Set.of("acme", "dynamic-update", "fcgi-app", "haterm", "mailers", "program", "traces");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");

    private final InheritedRules rules = new InheritedRules();
    private final Parsing parsing;
    private final Scope global;
    private final Scope sluice = Scope.of(Place.SLUICE, "", Location.INTERNAL, Settings.builder());
    private final List<Scope> proxies = new ArrayList<>();
    private final List<Scope> peers = new ArrayList<>();
    private final List<Scope> defaults = new ArrayList<>();
    private final List<Scope> resolvers = new ArrayList<>();
    private final NamedSections named = new NamedSections();
    private final List<Scope> stores = new ArrayList<>();
    private final List<Scope> logForwards = new ArrayList<>();
    private @Nullable Scope current;
    /** Whether the lines belong to a section that was refused already. */
    private boolean skipping;

    Sections(Parsing parsing) {
        this.parsing = parsing;
        this.global = parsing.global();
    }

    Scope global() {
        return global;
    }

    Scope sluice() {
        return sluice;
    }

    NamedSections named() {
        return named;
    }

    /** Frontends, backends and listens in order. */
    List<Scope> proxies() {
        return proxies;
    }

    /** The peers sections in order. */
    List<Scope> peers() {
        return peers;
    }

    /** The resolvers sections in order. */
    List<Scope> resolvers() {
        return resolvers;
    }

    /** Where messages of logs come in, in order. */
    List<Scope> logForwards() {
        return logForwards;
    }

    /** The {@code crt-store} sections in order. */
    List<Scope> stores() {
        return stores;
    }

    /** The settings of the defaults sections that have a name. */
    Map<String, Settings> namedDefaults() {
        Map<String, Settings> named = new LinkedHashMap<>();
        for (Scope section : defaults) {
            if (!section.name().isEmpty()) {
                named.put(section.name(), section.settings().build());
            }
        }
        return named;
    }

    /** The word that opened the section which is being read. */
    String currentWord() {
        return current == null ? "" : current.place().word();
    }

    /** Reads a line that counts. */
    void line(Location location, List<String> words) throws BadLineException {
        String first = words.get(0);
        switch (first) {
            case "global" -> openSingle(global, words);
            case "sluice" -> openSingle(sluice, words);
            case "defaults" -> openDefaults(location, words);
            case "frontend" -> openProxy(Place.FRONTEND, location, words);
            case "backend" -> openProxy(Place.BACKEND, location, words);
            case "peers" -> openPeers(location, words);
            case "resolvers" -> openResolvers(location, words);
            case "listen" -> openProxy(Place.LISTEN, location, words);
            case "http-errors" -> openNamed(Place.HTTP_ERRORS, location, words);
            case "healthcheck" -> openNamed(Place.HEALTHCHECK, location, words);
            case "log-profile" -> openNamed(Place.LOG_PROFILE, location, words);
            case "userlist" -> openNamed(Place.USER_LIST, location, words);
            case "cache" -> openNamed(Place.CACHE, location, words);
            case "ring" -> openNamed(Place.RING, location, words);
            case "log-forward" -> openLogForward(location, words);
            case "crt-store" -> openStore(location, words);
            default -> {
                if (NOT_YET.contains(first)) {
                    skipping = true;
                    throw new BadLineException(
                            "section '" + first + "' is not supported by this version of Sluice yet.");
                }
                lineOfSection(location, words);
            }
        }
    }

    private void lineOfSection(Location location, List<String> words) throws BadLineException {
        Scope section = current;
        if (skipping) {
            return;
        }
        if (section == null) {
            throw new BadLineException("unknown keyword '" + words.get(0) + "' out of section.");
        }
        int binds = section.binds().size();
        int servers = section.servers().size();
        new Line(parsing, section, location, words).handle();
        // What was said so far for all lines that encrypt holds for this one, whatever is said for later ones.
        section.binds().subList(binds, section.binds().size()).replaceAll(this::encrypted);
        section.servers().subList(servers, section.servers().size()).replaceAll(this::encrypted);
    }

    private BindSpec encrypted(BindSpec bind) {
        Settings own = bind.settings();
        return own.get(TlsSettings.SSL)
                ? new BindSpec(bind.location(), bind.addresses(), over(TlsSettings.BIND_DEFAULTS, own))
                : bind;
    }

    private ServerSpec encrypted(ServerSpec server) {
        Settings own = server.settings();
        return own.get(TlsSettings.SSL)
                ? new ServerSpec(
                        server.name(), server.address(), server.location(), over(TlsSettings.SERVER_DEFAULTS, own))
                : server;
    }

    private Settings over(Setting<Settings> defaults, Settings own) {
        return global.settings().get(defaults).with(own);
    }

    private void open(Scope section) {
        current = section;
        skipping = false;
    }

    private void openSingle(Scope section, List<String> words) throws BadLineException {
        open(section);
        if (words.size() > 1) {
            throw unexpected(words, 1);
        }
    }

    private void openNamed(Place place, Location location, List<String> words) throws BadLineException {
        String name = words.size() > 1 ? words.get(1) : "";
        Scope section = Scope.of(place, name, location, Settings.builder());
        open(section);
        if (name.isEmpty()) {
            throw new BadLineException("'" + place.word() + "' expects a name as an argument.");
        }
        if (words.size() > 2) {
            throw unexpected(words, 2);
        }
        checkName(place.word(), name);
        named.add(section);
    }

    private void openStore(Location location, List<String> words) throws BadLineException {
        String name = words.size() > 1 ? words.get(1) : "";
        Scope section = Scope.of(Place.CRT_STORE, name, location, Settings.builder());
        open(section);
        stores.add(section);
        if (words.size() > 2) {
            throw unexpected(words, 2);
        }
        if (!name.isEmpty()) {
            checkName("crt-store", name);
        }
    }

    private void openDefaults(Location location, List<String> words) throws BadLineException {
        boolean named = words.size() > 1 && !words.get(1).equals("from");
        String name = named ? words.get(1) : "";
        int next = named ? 2 : 1;
        Scope section = Scope.of(Place.DEFAULTS, name, location, Settings.builder());
        open(section);
        if (named) {
            checkName("defaults", name);
        }
        if (words.size() > next) {
            Scope parent = parent(words, next, "defaults '" + name + "'");
            inherit(section, parent);
        }
        defaults.add(section);
    }

    private void openProxy(Place place, Location location, List<String> words) throws BadLineException {
        String name = words.size() > 1 ? words.get(1) : "";
        Scope section = Scope.of(place, name, location, Settings.builder());
        open(section);
        if (name.isEmpty()) {
            throw new BadLineException("'" + place.word() + "' expects a name as an argument.");
        }
        checkName(place.word(), name);
        proxies.add(section);
        if (words.size() > 2) {
            inherit(section, parent(words, 2, place.word() + " '" + name + "'"));
        } else if (!defaults.isEmpty()) {
            inherit(section, defaults.get(defaults.size() - 1));
        }
    }

    private void openLogForward(Location location, List<String> words) throws BadLineException {
        String name = words.size() > 1 ? words.get(1) : "";
        Scope section = Scope.of(Place.LOG_FORWARD, name, location, Settings.builder());
        open(section);
        if (name.isEmpty()) {
            throw new BadLineException("'log-forward' expects a name as an argument.");
        }
        if (words.size() > 2) {
            throw unexpected(words, 2);
        }
        checkName("log-forward", name);
        section.settings().set(ProxySettings.MODE, ProxySettings.Mode.LOG);
        section.settings().set(ProxySettings.MAXCONN, LogForwardSettings.CONNECTIONS);
        logForwards.add(section);
    }

    private void openPeers(Location location, List<String> words) throws BadLineException {
        String name = words.size() > 1 ? words.get(1) : "";
        Scope section = Scope.of(Place.PEERS, name, location, Settings.builder());
        open(section);
        if (name.isEmpty()) {
            throw new BadLineException("'peers' expects a name as an argument.");
        }
        checkName("peers", name);
        if (words.size() > 2) {
            throw unexpected(words, 2);
        }
        if (peers.stream().anyMatch(other -> other.name().equals(name))) {
            throw new BadLineException("a peers section with the name '" + name + "' is there already.");
        }
        peers.add(section);
    }

    private void openResolvers(Location location, List<String> words) throws BadLineException {
        String name = words.size() > 1 ? words.get(1) : "";
        Scope section = Scope.of(Place.RESOLVERS, name, location, Settings.builder());
        open(section);
        if (name.isEmpty()) {
            throw new BadLineException("'resolvers' expects a name as an argument.");
        }
        checkName("resolvers", name);
        if (words.size() > 2) {
            throw unexpected(words, 2);
        }
        if (resolvers.stream().anyMatch(other -> other.name().equals(name))) {
            throw new BadLineException("a resolvers section with the name '" + name + "' is there already.");
        }
        resolvers.add(section);
    }

    private void inherit(Scope section, Scope parent) throws BadLineException {
        rules.check(section, parent);
        section.settings().merge(parent.settings().build());
        section.lines().putAll(parent.lines());
    }

    private static void checkName(String kind, String name) throws BadLineException {
        if (!NAME.matcher(name).matches()) {
            throw new BadLineException("'" + kind + "': the name '" + name
                    + "' has a character that names cannot have (letters, digits, '-', '_', '.' and ':' can).");
        }
    }

    /** The defaults section that {@code from <name>} at {@code at} names. */
    private Scope parent(List<String> words, int at, String owner) throws BadLineException {
        if (!words.get(at).equals("from")) {
            throw new BadLineException("'" + words.get(0) + "' cannot handle unexpected argument '" + words.get(at)
                    + "'" + (words.get(0).equals("defaults") ? "." : "; addresses are given with 'bind'."));
        }
        if (words.size() == at + 1) {
            throw new BadLineException("'from' expects the name of a defaults section as an argument.");
        }
        if (words.size() > at + 2) {
            throw unexpected(words, at + 2);
        }
        String wanted = words.get(at + 1);
        List<Scope> found = defaults.stream()
                .filter(section -> section.name().equals(wanted))
                .toList();
        if (found.isEmpty()) {
            List<String> names = defaults.stream().map(Scope::name).toList();
            throw new BadLineException(
                    "defaults section '" + wanted + "' not found for " + owner + Suggestions.hint(wanted, names));
        }
        if (found.size() > 1) {
            throw new BadLineException("defaults section '" + wanted + "' is ambiguous for " + owner + ": declared at "
                    + found.get(0).location() + " and at " + found.get(1).location() + ".");
        }
        return found.get(0);
    }

    private static BadLineException unexpected(List<String> words, int at) {
        return new BadLineException(
                "'" + words.get(0) + "' cannot handle unexpected argument '" + words.get(at) + "'.");
    }
}
