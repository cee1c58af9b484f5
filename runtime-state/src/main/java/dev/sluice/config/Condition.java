package dev.sluice.config;

import java.util.List;

/**
 * What stands behind {@code if} or {@code unless}: alternatives of terms that must all hold.
 *
 * @param unless whether the whole is negated
 * @param alternatives one of these must hold, all terms of it
 */
public record Condition(boolean unless, List<List<Term>> alternatives) {
    /** Keeps copies of the lists. */
    public Condition {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /**
     * A test of the request.
     *
     * @param negated whether it must fail
     * @param test what it tests
     */
    public record Term(boolean negated, Acl test) {}
}
