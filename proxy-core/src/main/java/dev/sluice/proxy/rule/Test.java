package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.SampleContext;

/** A compiled test of traffic; any worker may run it, and nothing is allocated. */
@FunctionalInterface
public interface Test {
    /** Always. */
    Test ALWAYS = context -> true;

    /** Whether it holds, as far as is known. */
    boolean matches(SampleContext context);

    /** The same while more bytes may come. */
    default Answer ask(SampleContext context) {
        return matches(context) ? Answer.YES : Answer.NO;
    }

    /** What a test says while more bytes may come. */
    enum Answer {
        YES,
        NO,
        /** Bytes that are still to come may make it hold. */
        NOT_YET;

        /** What the opposite of the test says. */
        Answer opposite() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case NOT_YET -> NOT_YET;
            };
        }
    }
}
