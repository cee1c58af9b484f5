package dev.sluice.proxy.sample;

/** Makes an evaluator once arguments are known. */
@FunctionalInterface
public interface Compiler {
    /** The evaluator, or why the arguments make no sense. */
    Evaluator compile(Arguments arguments, CompileScope scope) throws SampleException;
}
