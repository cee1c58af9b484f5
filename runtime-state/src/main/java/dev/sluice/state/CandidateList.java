package dev.sluice.state;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Candidates, with their weights in pieces: that of one among many is replaced by copying its piece, and the servers, which stay who they
 * are, are not even looked at. Immutable.
 */
final class CandidateList extends AbstractList<Candidate> implements RandomAccess {
    /** A cache line of weights. */
    private static final int PIECE = 16;

    private final Server[] servers;
    private final int[][] weights;

    private CandidateList(Server[] servers, int[][] weights) {
        this.servers = servers;
        this.weights = weights;
    }

    /** The same candidates; the list itself where it is one of these. */
    static CandidateList copyOf(List<Candidate> candidates) {
        if (candidates instanceof CandidateList same) {
            return same;
        }
        Server[] servers = new Server[candidates.size()];
        int[][] weights = new int[(servers.length + PIECE - 1) / PIECE][PIECE];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = candidates.get(i).server();
            weights[i / PIECE][i % PIECE] = candidates.get(i).weight();
        }
        return new CandidateList(servers, weights);
    }

    /** With other weights of some servers; null where one of them is not among these, or can no longer be chosen. */
    @Nullable
    CandidateList reweighed(List<Server> changed, boolean throttled) {
        int[][] now = weights.clone();
        for (Server server : changed) {
            int place = 0;
            while (place < servers.length && servers[place] != server) {
                place++;
            }
            if (place == servers.length || !Transitions.isUsable(server)) {
                return null;
            }
            int piece = place / PIECE;
            if (now[piece] == weights[piece]) {
                now[piece] = now[piece].clone();
            }
            now[piece][place % PIECE] = Candidates.weight(server, throttled);
        }
        return new CandidateList(servers, now);
    }

    @Override
    public Candidate get(int index) {
        return new Candidate(servers[index], weights[index / PIECE][index % PIECE]);
    }

    @Override
    public int size() {
        return servers.length;
    }
}
