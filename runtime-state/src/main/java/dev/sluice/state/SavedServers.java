package dev.sluice.state;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.StateSource;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code show servers state} printed of an earlier process, taken up at start. Read on any thread, applied on the control thread. */
public final class SavedServers {
    private static final String VERSION = "1";
    private static final int COLUMNS = 25;
    private static final int WARNING = 4;
    private static final String UNREADABLE =
            "The state file '%s' cannot be read (%s): servers start as their lines say.";

    private final Map<String, Row> rows = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private SavedServers() {}

    /** The columns that matter. */
    private record Row(
            String address, int operational, int admin, int weight, int initialWeight, long seconds, String fqdn) {}

    /** Reads the files that a configuration names; what cannot be read is told when it is applied. */
    public static SavedServers read(Configuration configuration) {
        SavedServers saved = new SavedServers();
        String base = configuration.global().get(GlobalSettings.SERVER_STATE_BASE);
        String global = configuration.global().get(GlobalSettings.SERVER_STATE_FILE);
        Map<String, List<String>> files = new HashMap<>();
        for (ProxySpec proxy : configuration.proxies()) {
            StateSource source = proxy.settings().get(ProxySettings.LOAD_SERVER_STATE);
            String own = proxy.settings().get(ProxySettings.SERVER_STATE_FILE_NAME);
            String file = source == StateSource.GLOBAL ? global : own.isEmpty() ? proxy.name() : own;
            if (proxy.kind().isBackend() && source != StateSource.NONE && !file.isEmpty()) {
                Path path = Path.of(base).resolve(file);
                saved.take(proxy.name(), files.computeIfAbsent(path.toString(), saved::lines));
            }
        }
        return saved;
    }

    private List<String> lines(String path) {
        try {
            return Files.readAllLines(Path.of(path), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            problems.add(UNREADABLE.formatted(path, e.getMessage()));
            return List.of();
        }
    }

    private void take(String backend, List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).strip().equals(VERSION)) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.strip().split(" +");
            boolean row = words.length >= COLUMNS - 6 && !line.startsWith("#");
            if (row && words[1].equals(backend)) {
                take(backend, words, line);
            }
        }
    }

    private void take(String backend, String[] words, String line) {
        try {
            rows.put(
                    backend + "/" + words[3],
                    new Row(
                            words[4],
                            Integer.parseInt(words[5]),
                            Integer.parseInt(words[6]),
                            Integer.parseInt(words[7]),
                            Integer.parseInt(words[8]),
                            Long.parseLong(words[9]),
                            words[17]));
        } catch (NumberFormatException e) {
            problems.add("A line of a state file is none: " + line);
        }
    }

    /** Gives servers the state that was read. */
    @ControlThread
    public void apply(Topology topology, ServerStates states, DataPlane dataPlane) {
        problems.forEach(problem -> dataPlane.log(null, WARNING, problem));
        for (Backend backend : topology.backends()) {
            for (Server server : backend.servers()) {
                Row row = rows.get(server.toString());
                if (row != null) {
                    states.restore(server, saved(server, row));
                }
            }
        }
    }

    private static ServerStates.Saved saved(Server server, Row row) {
        boolean disabled = server.settings().get(ServerSettings.DISABLED);
        boolean byLine = (row.admin & AdminState.CONFIG_MAINT) != 0;
        int admin = row.admin & (AdminState.FORCED_MAINT | AdminState.FORCED_DRAIN);
        // What an earlier line said is for the present line to say.
        int kept = disabled ? server.adminState() : byLine ? admin & ~AdminState.FORCED_MAINT : admin;
        boolean sameLine = row.initialWeight == server.initialWeight();
        return new ServerStates.Saved(
                kept,
                row.operational,
                sameLine ? row.weight : server.weight(),
                row.seconds,
                address(server, row),
                (row.admin & AdminState.NAME_MAINT) != 0 && !row.fqdn.equals("-") ? row.fqdn : "");
    }

    /** Of a server with a name the last address is better than none, or than asking anew. */
    private static ServerAddress address(Server server, Row row) {
        ServerAddress now = server.address();
        boolean named = !server.settings().get(ServerSettings.FQDN).isEmpty();
        boolean last = server.settings().get(ServerSettings.INIT_ADDR).contains("last");
        return named && last
                ? NumericAddress.parse(row.address)
                        .map(host -> new ServerAddress(host.family(), host.host(), now.port(), now.portMapped()))
                        .orElse(now)
                : now;
    }
}
