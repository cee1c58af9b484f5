package dev.sluice.proxy.sample;

/**
 * A sample fetch. All that the language, its messages and the manual know of it stands in this declaration.
 *
 * @param name as it is written
 * @param signature its arguments
 * @param output the type of its value
 * @param layer where it takes it from
 * @param documentation what it is, in one phrase
 * @param compiler makes it, its arguments known
 */
public record Fetch(
        String name, Signature signature, SampleType output, Layer layer, String documentation, Compiler compiler) {
    /** A fetch without arguments. */
    public static Fetch of(String name, SampleType output, Layer layer, String documentation, Evaluator evaluator) {
        return new Fetch(name, Signature.NONE, output, layer, documentation, (arguments, scope) -> evaluator);
    }

    /** A fetch with arguments. */
    public static Fetch of(
            String name, Signature signature, SampleType output, Layer layer, String documentation, Compiler compiler) {
        return new Fetch(name, signature, output, layer, documentation, compiler);
    }

    /** The same under another name. */
    public Fetch as(String other) {
        return new Fetch(other, signature, output, layer, documentation, compiler);
    }
}
