package dev.sluice.state;

import java.util.List;

/**
 * What a decision needs to know of a backend, as of one moment. A decision reads it once.
 *
 * @param generation grows with each publication
 * @param open whether it takes anyone ({@code disable backend} closes it)
 * @param candidates who may be chosen, backups already considered; empty when nobody can serve
 * @param servers all servers, for persistence and statistics
 * @param balancer made from the candidates
 */
public record BackendView(
        long generation, boolean open, List<Candidate> candidates, List<Server> servers, Balancer balancer) {
    /** Keeps copies of the lists. */
    public BackendView {
        candidates = CandidateList.copyOf(candidates);
        servers = List.copyOf(servers);
    }
}
