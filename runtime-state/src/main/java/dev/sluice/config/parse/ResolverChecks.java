package dev.sluice.config.parse;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.ResolversSpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the resolvers sections, and checks that servers name sections that are there. */
final class ResolverChecks {
    private final Parsing parsing;
    private final Sections sections;

    ResolverChecks(Parsing parsing, Sections sections) {
        this.parsing = parsing;
        this.sections = sections;
    }

    void run() {
        List<ResolversSpec> all = new ArrayList<>();
        for (Scope section : sections.resolvers()) {
            all.add(ResolversSpec.of(
                    section.name(), section.location(), section.settings().build()));
        }
        boolean hasDefault = all.stream().anyMatch(spec -> spec.name().equals(ResolversSpec.DEFAULT_NAME));
        if (!hasDefault) {
            ofSystem().ifPresent(all::add);
        }
        sections.global().settings().set(GlobalSettings.RESOLVERS, List.copyOf(all));
        List<String> names = all.stream().map(ResolversSpec::name).toList();
        for (Scope proxy : sections.proxies()) {
            proxy.servers().forEach(server -> check(proxy, server, names));
        }
    }

    /** Who the machine itself asks; none where that is not known. */
    private static Optional<ResolversSpec> ofSystem() {
        List<ResolversSpec.NameServer> servers = ResolvConf.nameServers();
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.of(ResolversSpec.of(
                        ResolversSpec.DEFAULT_NAME,
                        Location.INTERNAL,
                        Settings.builder()
                                .set(ResolversSpec.NAME_SERVERS, servers)
                                .build()));
    }

    private void check(Scope proxy, ServerSpec server, List<String> names) {
        String wanted = server.settings().get(ServerSettings.RESOLVERS);
        if (!wanted.isEmpty() && !names.contains(wanted)) {
            parsing.diagnostics()
                    .alert(
                            server.location(),
                            "'server " + proxy.name() + "/" + server.name()
                                    + "' : unable to find required resolvers '" + wanted + "'"
                                    + Suggestions.hint(wanted, names));
        }
    }
}
