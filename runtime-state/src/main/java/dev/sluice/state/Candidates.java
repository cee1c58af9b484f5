package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import java.util.ArrayList;
import java.util.List;

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
    static CandidateList of(Backend backend, List<Candidate> before, List<Server> reweighed) {
        CandidateList same = reweighed.isEmpty() || reweighed.size() > SOUGHT_MAX
                ? null
                : CandidateList.copyOf(before).reweighed(reweighed, ServerStates.isDynamic(backend));
        return same != null ? same : CandidateList.copyOf(all(backend));
    }

    private static List<Candidate> all(Backend backend) {
        List<Candidate> primaries = new ArrayList<>(backend.servers().size());
        List<Candidate> backups = new ArrayList<>();
        boolean throttled = ServerStates.isDynamic(backend);
        for (Server server : backend.servers()) {
            if (Transitions.isUsable(server)) {
                (server.isBackup() ? backups : primaries).add(new Candidate(server, weight(server, throttled)));
            }
        }
        if (!primaries.isEmpty() || backups.isEmpty()) {
            return primaries;
        }
        return backend.settings().get(ProxySettings.ALLBACKUPS) ? backups : backups.subList(0, 1);
    }

    /** What a server weighs now, in the steps of {@link Candidate#weight()}. */
    static int weight(Server server, boolean throttled) {
        return server.weight() * (throttled ? server.throttleSteps() : Server.THROTTLE_STEPS);
    }
}
