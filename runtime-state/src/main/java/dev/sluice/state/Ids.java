package dev.sluice.state;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Gives out numbers as HAProxy does: asked-for ones as they are, others in order around them. */
final class Ids {
    private final Set<Integer> taken = new HashSet<>();
    private final Asked onAsked;
    private int next;

    /**
     * Numbers from {@code first} on.
     *
     * @param asked the numbers that will be asked for; 0 for none
     * @param onAsked what an asked-for number does to the count
     */
    Ids(int first, IntStream asked, Asked onAsked) {
        this.next = first;
        this.onAsked = onAsked;
        asked.filter(id -> id > 0).forEach(taken::add);
    }

    /** The number for who asks for {@code asked}, or for none with 0. */
    int give(int asked) {
        if (asked > 0) {
            next = switch (onAsked) {
                case STAYS -> next;
                case COUNTS -> next + 1;
                case CONTINUES -> asked + 1;
            };
            return asked;
        }
        while (!taken.add(next)) {
            next++;
        }
        return next++;
    }

    /** What a number that is asked for does to the count of those that are not. */
    enum Asked {
        /** Nothing, as among proxies. */
        STAYS,
        /** It counts as one, as among servers. */
        COUNTS,
        /** The count goes on behind it, as among listeners. */
        CONTINUES
    }
}
