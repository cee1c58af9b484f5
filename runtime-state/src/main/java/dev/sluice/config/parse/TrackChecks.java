package dev.sluice.config.parse;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that servers track servers that are there and know their own health. */
final class TrackChecks {
    private final Parsing parsing;
    private final Map<String, ServerSpec> servers = new HashMap<>();

    TrackChecks(Parsing parsing, List<Scope> proxies) {
        this.parsing = parsing;
        for (Scope proxy : proxies) {
            proxy.servers().forEach(server -> servers.put(proxy.name() + "/" + server.name(), server));
        }
    }

    void run() {
        // The target may stand on one of the lines that were refused.
        if (!parsing.diagnostics().hasAlerts()) {
            servers.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> check(entry.getKey(), entry.getValue()));
        }
    }

    private void check(String name, ServerSpec server) {
        Set<String> seen = new HashSet<>(Set.of(name));
        ServerSpec current = server;
        String track = server.settings().get(ServerSettings.TRACK);
        while (!track.isEmpty()) {
            ServerSpec target = servers.get(track);
            if (target == null) {
                alert(name, server, "unable to find server '" + track + "' for 'track'" + hint(name, track));
                return;
            }
            if (!seen.add(track)) {
                alert(name, server, "'track' leads back to where it starts: '" + track + "'.");
                return;
            }
            current = target;
            track = target.settings().get(ServerSettings.TRACK);
        }
        boolean tracks = !current.equals(server);
        boolean checked = current.settings().get(ServerSettings.CHECK)
                || current.settings().get(ServerSettings.AGENT_CHECK);
        if (tracks && !checked) {
            alert(
                    name,
                    server,
                    "unable to use the server '" + server.settings().get(ServerSettings.TRACK)
                            + "' for 'track', as it has no check.");
        }
    }

    private String hint(String name, String track) {
        List<String> others =
                servers.keySet().stream().filter(other -> !other.equals(name)).toList();
        return Suggestions.hint(track, others);
    }

    private void alert(String name, ServerSpec server, String text) {
        parsing.diagnostics().alert(server.location(), "'server " + name + "' : " + text);
    }
}
