package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.Sample;

/** Patterns of one test, ready to be compared with. */
@FunctionalInterface
interface Matcher {
    /** Whether one of them fits {@code sample}, which is of the type that the way of matching wants. */
    boolean matches(Sample sample);
}
