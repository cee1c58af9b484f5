package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a backend may choose from, by the states and weights of its servers. */
@ControlThread
final class Candidates {
    /**
     * Up to this many servers are looked for among the candidates, past it all servers are looked at: to meet one in memory takes some
     * hundred times as long as to pass over its reference.
     */
    private static final int SOUGHT_MAX = 64;

    private Candidates() {}

    /**
     * Who may be chosen now.
     *
     * @param before who could be until now
     * @param reweighed the servers whose weights are all that has changed since; none where anything may have changed
     */
    static List<Candidate> of(Backend backend, List<Candidate> before, List<Server> reweighed) {
        List<Candidate> same = reweighed.isEmpty() || reweighed.size() > SOUGHT_MAX
                ? null
                : reweighed(ServerStates.isDynamic(backend), before, reweighed);
        return same != null ? same : all(backend, before);
    }

    /** As before, with the new weights of some; null where one of them was not among them, or is no longer. */
    private static @Nullable List<Candidate> reweighed(
            boolean throttled, List<Candidate> before, List<Server> reweighed) {
        Candidate[] now = before.toArray(Candidate[]::new);
        for (Server server : reweighed) {
            int place = 0;
            while (place < now.length && now[place].server() != server) {
                place++;
            }
            if (place == now.length || !Transitions.isUsable(server)) {
                return null;
            }
            now[place] = new Candidate(server, weight(server, throttled));
        }
        return List.of(now);
    }

    /** One who is as before is the same object, so that a change of one among many makes no garbage for the others. */
    private static List<Candidate> all(Backend backend, List<Candidate> before) {
        List<Candidate> primaries = new ArrayList<>(backend.servers().size());
        List<Candidate> backups = new ArrayList<>();
        boolean throttled = ServerStates.isDynamic(backend);
        for (Server server : backend.servers()) {
            if (Transitions.isUsable(server)) {
                int weight = weight(server, throttled);
                List<Candidate> among = server.isBackup() ? backups : primaries;
                int place = among.size();
                Candidate same = place < before.size() ? before.get(place) : null;
                among.add(
                        same != null && same.server() == server && same.weight() == weight
                                ? same
                                : new Candidate(server, weight));
            }
        }
        if (!primaries.isEmpty() || backups.isEmpty()) {
            return primaries;
        }
        return backend.settings().get(ProxySettings.ALLBACKUPS) ? backups : backups.subList(0, 1);
    }

    private static int weight(Server server, boolean throttled) {
        return server.weight() * (throttled ? server.throttleSteps() : Server.THROTTLE_STEPS);
    }
}
