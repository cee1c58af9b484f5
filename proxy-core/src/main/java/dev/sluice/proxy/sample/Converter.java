package dev.sluice.proxy.sample;

/**
 * A converter. All that the language, its messages and the manual know of it stands in this declaration.
 *
 * @param name as it is written
 * @param signature its arguments
 * @param input what it is given: casts make it so
 * @param output the type of its value
 * @param documentation what it does, in one phrase
 * @param compiler makes it, its arguments known
 */
public record Converter(
        String name,
        Signature signature,
        SampleType input,
        SampleType output,
        String documentation,
        Compiler compiler) {
    /** A converter without arguments. */
    public static Converter of(
            String name, SampleType input, SampleType output, String documentation, Evaluator evaluator) {
        return new Converter(name, Signature.NONE, input, output, documentation, (arguments, scope) -> evaluator);
    }

    /** A converter with arguments. */
    public static Converter of(
            String name,
            Signature signature,
            SampleType input,
            SampleType output,
            String documentation,
            Compiler compiler) {
        return new Converter(name, signature, input, output, documentation, compiler);
    }
}
