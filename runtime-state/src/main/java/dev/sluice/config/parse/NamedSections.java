package dev.sluice.config.parse;

import dev.sluice.config.CheckScript;
import dev.sluice.config.ErrorFile;
import dev.sluice.config.ErrorRule;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.LogProfile;
import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.UserList;
import dev.sluice.config.UserList.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sections that others refer to by name: {@code http-errors}, {@code userlist} and {@code healthcheck}. */
final class NamedSections {
    private final List<Scope> scopes = new ArrayList<>();

    /** Opens one; a second one of the same name is refused. */
    void add(Scope section) throws BadLineException {
        boolean known = scopes.stream()
                .anyMatch(other ->
                        other.place() == section.place() && other.name().equals(section.name()));
        scopes.add(section);
        if (known) {
            throw new BadLineException(
                    "section '" + section.place().word() + "': '" + section.name() + "' is declared twice.");
        }
    }

    /** Checks what refers to them, and says in {@code global} what they hold. */
    void finish(Diagnostics diagnostics, Scope process, List<Scope> proxies) {
        Settings.Builder global = process.settings();
        Map<String, Map<Integer, ErrorFile>> errors = new HashMap<>();
        Map<String, UserList> lists = new HashMap<>();
        Map<String, Settings> checks = new HashMap<>();
        Map<String, LogProfile> profiles = new HashMap<>();
        CacheSections caches = new CacheSections(diagnostics);
        RingSections rings = new RingSections(diagnostics, process);
        for (Scope section : scopes) {
            if (section.place() == Place.CACHE) {
                caches.add(section);
            } else if (section.place() == Place.RING) {
                rings.add(section);
            } else if (section.place() == Place.HEALTHCHECK) {
                checks.put(section.name(), check(section, diagnostics));
            } else if (section.place() == Place.LOG_PROFILE) {
                Settings said = section.settings().build();
                profiles.put(
                        section.name(),
                        new LogProfile(section.name(), said.get(LogProfile.TAG), said.get(LogProfile.LINES)));
            } else if (section.place() == Place.HTTP_ERRORS) {
                errors.put(section.name(), section.settings().get(SectionSettings.ERROR_FILES));
            } else {
                lists.put(section.name(), userList(section, diagnostics));
            }
        }
        if (!errors.isEmpty()) {
            global.set(GlobalSettings.HTTP_ERRORS, Map.copyOf(errors));
        }
        if (!lists.isEmpty()) {
            global.set(GlobalSettings.USER_LISTS, Map.copyOf(lists));
        }
        if (!checks.isEmpty()) {
            global.set(GlobalSettings.HEALTHCHECKS, Map.copyOf(checks));
        }
        if (!profiles.isEmpty()) {
            global.set(GlobalSettings.LOG_PROFILES, Map.copyOf(profiles));
        }
        profiled(global.get(GlobalSettings.LOG), process.lineOf(GlobalSettings.LOG), profiles, diagnostics);
        proxies.forEach(proxy -> profiled(
                proxy.settings().get(ProxySettings.LOG), proxy.lineOf(ProxySettings.LOG), profiles, diagnostics));
        rings.check(process, GlobalSettings.LOG);
        proxies.forEach(proxy -> rings.check(proxy, ProxySettings.LOG));
        global.set(GlobalSettings.RINGS, rings.all());
        global.set(GlobalSettings.CACHES, caches.all());
        proxies.forEach(caches::check);
        proxies.forEach(proxy -> proxy.servers().forEach(server -> checked(server, proxy, checks, diagnostics)));
        for (Scope proxy : proxies) {
            for (ErrorRule rule : proxy.settings().get(ProxySettings.ERRORS)) {
                if (!rule.section().isEmpty() && !errors.containsKey(rule.section())) {
                    diagnostics.alert(
                            rule.location(),
                            "'errorfiles': there is no 'http-errors' section '" + rule.section() + "'"
                                    + Suggestions.hint(rule.section(), List.copyOf(errors.keySet())));
                }
            }
        }
    }

    private static void profiled(
            List<LogTarget> targets, Location location, Map<String, LogProfile> profiles, Diagnostics diagnostics) {
        for (LogTarget target : targets) {
            if (!target.profile().isEmpty() && !profiles.containsKey(target.profile())) {
                diagnostics.alert(
                        location,
                        "'log': there is no 'log-profile' section '" + target.profile() + "'"
                                + Suggestions.hint(target.profile(), List.copyOf(profiles.keySet())));
            }
        }
    }

    private static Settings check(Scope section, Diagnostics diagnostics) {
        if (!section.settings().get(SectionSettings.CHECK_TYPE)) {
            diagnostics.alert(section.location(), "healthcheck '" + section.name() + "': no 'type' says what it is.");
        }
        return section.settings().build();
    }

    private static void checked(ServerSpec server, Scope proxy, Map<String, Settings> checks, Diagnostics diagnostics) {
        String name = server.settings().get(ServerSettings.HEALTHCHECK);
        if (!name.isEmpty() && !checks.containsKey(name)) {
            diagnostics.alert(
                    server.location(),
                    "'server " + proxy.name() + "/" + server.name() + "' : there is no 'healthcheck' section '" + name
                            + "'" + Suggestions.hint(name, List.copyOf(checks.keySet())));
        }
        Settings section = checks.get(name);
        CheckScript script = section == null
                ? proxy.settings().get(ProxySettings.CHECK_SCRIPT)
                : section.get(ProxySettings.CHECK_SCRIPT);
        String objection = script.objection(proxy.name(), server.name(), server.settings());
        if (objection != null) {
            diagnostics.alert(server.location(), objection + ".");
        }
    }

    private static UserList userList(Scope section, Diagnostics diagnostics) {
        Map<String, Set<String>> declared = section.settings().get(SectionSettings.GROUPS);
        Map<String, User> known = section.settings().get(SectionSettings.USERS);
        Map<String, User> complete = new HashMap<>();
        known.forEach((name, user) -> {
            List<String> own = new ArrayList<>(user.groups());
            for (String group : user.groups()) {
                if (!declared.containsKey(group)) {
                    diagnostics.alert(
                            section.location(),
                            "userlist '" + section.name() + "': no such group '" + group + "' specified in user '"
                                    + name + "'");
                }
            }
            declared.forEach((group, members) -> {
                if (members.contains(name)) {
                    own.add(group);
                }
            });
            complete.put(name, new User(user.password(), user.encrypted(), own));
        });
        declared.forEach((group, members) -> members.stream()
                .filter(member -> !known.containsKey(member))
                .forEach(member -> diagnostics.alert(
                        section.location(),
                        "userlist '" + section.name() + "': no such user '" + member + "' specified in group '" + group
                                + "'")));
        return new UserList(section.name(), complete);
    }
}
