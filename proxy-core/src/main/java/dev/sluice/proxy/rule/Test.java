package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.SampleContext;

/** A compiled test of traffic; any worker may run it, and nothing is allocated. */
@FunctionalInterface
public interface Test {
    /** Always. */
    Test ALWAYS = context -> true;

    /** Whether it holds. */
    boolean matches(SampleContext context);
}
