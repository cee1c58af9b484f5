package dev.sluice.state;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Gives out numbers as HAProxy does: asked-for ones as they are, others in order around them. */
final class Ids {
    private final Set<Integer> taken = new HashSet<>();
    private final boolean countsAll;
    private int next;

    /**
     * Numbers from {@code first} on.
     *
     * @param asked the numbers that will be asked for; 0 for none
     * @param countsAll whether an asked-for number moves the count on too, as among servers and listeners, or not, as among proxies
     */
    Ids(int first, IntStream asked, boolean countsAll) {
        this.next = first;
        this.countsAll = countsAll;
        asked.filter(id -> id > 0).forEach(taken::add);
    }

    /** The number for who asks for {@code asked}, or for none with 0. */
    int give(int asked) {
        if (asked > 0) {
            next += countsAll ? 1 : 0;
            return asked;
        }
        while (!taken.add(next)) {
            next++;
        }
        return next++;
    }
}
