package dev.sluice.config.parse;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.PeersSpec;
import dev.sluice.config.PeersSpec.Peer;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.StickRule;
import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks what proxies and peers sections say about tables, and completes it: which node is this one, which tables keep servers. */
final class TableChecks {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Parsing parsing;
    private final Sections sections;
    private final Map<String, Scope> owners = new TreeMap<>();

    TableChecks(Parsing parsing, Sections sections) {
        this.parsing = parsing;
        this.sections = sections;
    }

    void run() {
        for (Scope proxy : sections.proxies()) {
            if (proxy.settings().has(ProxySettings.STICK_TABLE)) {
                own(proxy);
            }
        }
        sections.proxies().forEach(this::checkRules);
        Set<String> names = new TreeSet<>(owners.keySet());
        for (Scope section : sections.peers()) {
            section.settings().get(PeersSpec.TABLES).forEach(table -> names.add(table.name()));
        }
        TableReferences references = new TableReferences(parsing.diagnostics(), names);
        sections.proxies().forEach(references::check);
        sections.global().settings().set(GlobalSettings.PEERS, peers());
    }

    private void own(Scope proxy) {
        Scope earlier = owners.putIfAbsent(proxy.name(), proxy);
        Location line = proxy.lineOf(ProxySettings.STICK_TABLE);
        if (earlier != null) {
            parsing.diagnostics()
                    .alert(
                            line,
                            "the name of a table, '" + proxy.name() + "', is taken, at " + earlier.location() + ".");
        }
        String section = table(proxy).peers();
        boolean known = section.isEmpty()
                || sections.peers().stream().anyMatch(peers -> peers.name().equals(section));
        if (!known) {
            parsing.diagnostics().alert(line, "'stick-table': there is no peers section '" + section + "'.");
        }
    }

    private static TableSpec table(Scope proxy) {
        return proxy.settings().get(ProxySettings.STICK_TABLE).get(0);
    }

    private void checkRules(Scope proxy) {
        Set<String> keeping = new HashSet<>();
        for (StickRule rule : proxy.settings().get(ProxySettings.STICK)) {
            String name = rule.table().isEmpty() ? proxy.name() : rule.table();
            if (owners.containsKey(name)) {
                keeping.add(name);
            } else if (!name.contains("/")) {
                parsing.diagnostics()
                        .alert(
                                rule.location(),
                                "'stick': unable to find stick-table '" + name + "'"
                                        + Suggestions.hint(name, owners.keySet()));
            }
        }
        keeping.forEach(name -> {
            Scope owner = owners.get(name);
            if (owner != null) {
                owner.settings().set(ProxySettings.STICK_TABLE, List.of(keepingServers(table(owner))));
            }
        });
    }

    /** The same table, in whose entries a server is remembered as well. */
    private static TableSpec keepingServers(TableSpec table) {
        List<Stored> stored = new ArrayList<>(table.stored());
        for (TableData data : List.of(TableData.SERVER_ID, TableData.SERVER_KEY)) {
            if (table.find(data).isEmpty()) {
                stored.add(new Stored(data, 1, 0));
            }
        }
        stored.sort(Comparator.comparing(Stored::data));
        return new TableSpec(
                table.name(),
                table.type(),
                table.keyLength(),
                table.size(),
                table.expireMillis(),
                table.noPurge(),
                table.serverKey(),
                stored,
                table.bytesFactor(),
                table.peers());
    }

    private List<PeersSpec> peers() {
        List<PeersSpec> all = new ArrayList<>();
        for (Scope section : sections.peers()) {
            String local = localName();
            List<Peer> nodes = new ArrayList<>();
            for (Peer peer : section.settings().get(PeersSpec.PEERS)) {
                boolean isLocal = peer.name().equals(local);
                nodes.add(new Peer(peer.name(), peer.address(), isLocal));
                if (!isLocal) {
                    parsing.diagnostics()
                            .warning(
                                    section.lineOf(PeersSpec.PEERS),
                                    "'peers " + section.name() + "': the node '" + peer.name()
                                            + "' is not this one ('" + local
                                            + "'), and tables are not exchanged with other nodes: each keeps its own.");
                }
            }
            all.add(new PeersSpec(
                    section.name(),
                    section.settings().get(ProxySettings.DISABLED),
                    nodes,
                    section.settings().get(PeersSpec.TABLES)));
        }
        return List.copyOf(all);
    }

    private String localName() {
        String said = sections.global().settings().get(GlobalSettings.LOCALPEER);
        if (!said.isEmpty()) {
            return said;
        }
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) { // Where the system does not tell, no node is this one.
            return "";
        }
    }
}
