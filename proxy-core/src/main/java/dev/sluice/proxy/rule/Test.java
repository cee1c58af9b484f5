package dev.sluice.proxy.rule;

/** A compiled test of a request; any worker may run it, and nothing is allocated. */
@FunctionalInterface
interface Test {
    /** Whether it holds. */
    boolean matches(RequestView request);
}
