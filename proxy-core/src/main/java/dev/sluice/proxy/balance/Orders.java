package dev.sluice.proxy.balance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Orders in which each member appears as often as it weighs, spread out. Both were found by asking HAProxy with many weights. */
final class Orders {
    private Orders() {}

    /**
     * The order of {@code roundrobin}. A member of weight {@code w} is due again {@code total / w} places after its last; where nobody is
     * due, the next that had no place yet comes, the heaviest first.
     */
    static int[] smooth(Members members) {
        int total = (int) members.totalWeight();
        double[] due = new double[members.size()];
        Comparator<Integer> byWeight =
                Comparator.<Integer>comparingInt(i -> -members.weight(i)).thenComparing(i -> i);
        PriorityQueue<Integer> placed = new PriorityQueue<>(
                Comparator.<Integer>comparingDouble(i -> due[i]).thenComparing(byWeight));
        int[] heaviestFirst = IntStream.range(0, members.size())
                .boxed()
                .sorted(byWeight)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] order = new int[total];
        int[] left = IntStream.range(0, members.size()).map(members::weight).toArray();
        int fresh = 0;
        for (int place = 0; place < total; place++) {
            Integer first = placed.peek();
            int chosen;
            if (first != null && (Math.floor(due[first]) <= place || fresh == heaviestFirst.length)) {
                placed.poll();
                chosen = first;
            } else {
                chosen = heaviestFirst[fresh++];
                due[chosen] = place;
            }
            order[place] = chosen;
            due[chosen] += (double) total / members.weight(chosen);
            if (--left[chosen] > 0) {
                placed.add(chosen);
            }
        }
        return order;
    }

    /**
     * The order of {@code static-rr}, which is also the map that {@code source} looks its hash up in. Each member earns its weight at each place; who has
     * earned the most whole rounds comes next, the first of them where there are several, and pays one round.
     */
    static int[] steady(Members members) {
        int total = (int) members.totalWeight();
        long[] earned = new long[members.size()];
        int[] order = new int[total];
        for (int place = 0; place < total; place++) {
            int best = -1;
            long most = Long.MIN_VALUE;
            for (int i = 0; i < earned.length; i++) {
                earned[i] += members.weight(i);
                long rounds = Math.floorDiv(earned[i] + total, total);
                if (rounds > most) {
                    most = rounds;
                    best = i;
                }
            }
            order[place] = best;
            earned[best] -= total;
        }
        return order;
    }

    /** For each member where its share begins when all shares are laid end to end. */
    static long[] shares(Members members) {
        long[] starts = new long[members.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + members.weight(i - 1);
        }
        return starts;
    }

    /** Whose share holds {@code point}. */
    static int holder(long[] shares, long point) {
        int found = Arrays.binarySearch(shares, point);
        return found >= 0 ? found : -found - 2;
    }
}
