package dev.sluice.proxy.sample.map;

import dev.sluice.pattern.PatternEntry;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;

/** What a converter answers where nothing was found: its second argument, or that there is no value. */
@FunctionalInterface
interface Fallback {
    /** Makes {@code sample} that; false for no value. */
    boolean answer(Sample sample);

    static Fallback of(Arguments arguments, Output output) throws SampleException {
        if (arguments.size() < 2) {
            return sample -> false;
        }
        if (!output.valueType().accepts(arguments.text(1))) {
            throw arguments.bad(1, "failed to parse '" + arguments.text(1) + "' as the default value");
        }
        PatternEntry entry = PatternEntry.of(arguments.text(0), arguments.text(1));
        return sample -> output.answer(sample, entry);
    }
}
