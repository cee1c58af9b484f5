package dev.sluice.proxy.sample;

/** What a fetch or a converter does, its arguments known. Fetches write {@code sample}, converters change it. */
@FunctionalInterface
public interface Evaluator {
    /** Whether there is a value. */
    boolean evaluate(SampleContext context, Sample sample);
}
