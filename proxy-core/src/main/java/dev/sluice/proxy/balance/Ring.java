package dev.sluice.proxy.balance;

import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places of servers on a ring of 32-bit numbers, in order. Immutable. */
final class Ring {
    private static final int OWNER_BITS = 32;

    private final Server[] servers;
    private final int[] bases;
    private final int[] weights;
    /** The place in the upper half, its sign turned so that these sort as unsigned numbers; who stands there in the lower. */
    private final long[] nodes;

    private Ring(Server[] servers, int[] bases, int[] weights, long[] nodes) {
        this.servers = servers;
        this.bases = bases;
        this.weights = weights;
        this.nodes = nodes;
    }

    /** The ring of candidates. What stands on the one {@code before} as it did is taken over, for making places is most of the work. */
    static Ring of(List<Candidate> candidates, @Nullable Ring before) {
        int size = candidates.size();
        Server[] servers = new Server[size];
        int[] bases = new int[size];
        int[] weights = new int[size];
        for (int i = 0; i < size; i++) {
            servers[i] = candidates.get(i).server();
            bases[i] = RingPlaces.base(servers[i]);
            weights[i] = candidates.get(i).weight();
        }
        Ring empty = new Ring(servers, bases, weights, new long[0]);
        int[] same = before == null ? new int[0] : empty.sameAs(before);
        boolean[] known = new boolean[size];
        for (int index : same) {
            if (index >= 0) {
                known[index] = true;
            }
        }
        long[] added = empty.places(known);
        return new Ring(servers, bases, weights, before == null ? added : merge(before, same, added));
    }

    /** For each server of the ring before which it is here, or -1 where its places have changed. */
    private int[] sameAs(Ring before) {
        Map<Server, Integer> indexes = new IdentityHashMap<>();
        for (int i = 0; i < servers.length; i++) {
            indexes.put(servers[i], i);
        }
        int[] same = new int[before.servers.length];
        for (int i = 0; i < same.length; i++) {
            Integer index = indexes.get(before.servers[i]);
            same[i] = index != null && bases[index] == before.bases[i] && weights[index] == before.weights[i]
                    ? index
                    : -1;
        }
        return same;
    }

    /** The places of all servers but those that are known, in order. */
    private long[] places(boolean[] known) {
        int count = 0;
        for (int i = 0; i < servers.length; i++) {
            count += known[i] ? 0 : weights[i];
        }
        long[] places = new long[count];
        int at = 0;
        for (int i = 0; i < servers.length; i++) {
            for (int node = 0; node < weights[i] && !known[i]; node++) {
                places[at++] = node(RingPlaces.place(bases[i], node), i);
            }
        }
        Arrays.sort(places);
        return places;
    }

    private static long[] merge(Ring before, int[] same, long[] added) {
        long[] all = new long[before.nodes.length + added.length];
        int at = 0;
        int from = 0;
        for (long node : before.nodes) {
            int owner = same[(int) node];
            if (owner < 0) {
                continue;
            }
            long kept = node >>> OWNER_BITS << OWNER_BITS | owner;
            while (from < added.length && added[from] < kept) {
                all[at++] = added[from++];
            }
            all[at++] = kept;
        }
        System.arraycopy(added, from, all, at, added.length - from);
        return Arrays.copyOf(all, at + added.length - from);
    }

    private static long node(int place, int owner) {
        return (long) (place ^ Integer.MIN_VALUE) << OWNER_BITS | owner;
    }

    private int place(int index) {
        return (int) (nodes[index] >>> OWNER_BITS) ^ Integer.MIN_VALUE;
    }

    int size() {
        return nodes.length;
    }

    /** Who stands at the place of an index. */
    int owner(int index) {
        return (int) nodes[index];
    }

    /** The index of the place nearest to a hash; of two equally near the one before it. */
    int nearest(int hash) {
        int found = Arrays.binarySearch(nodes, node(hash, 0));
        int next = found >= 0 ? found : -found - 1;
        int after = next == nodes.length ? 0 : next;
        if (place(after) == hash) {
            return after;
        }
        int last = next == 0 ? nodes.length - 1 : next - 1;
        return Integer.compareUnsigned(hash - place(last), place(after) - hash) <= 0 ? last : after;
    }
}
