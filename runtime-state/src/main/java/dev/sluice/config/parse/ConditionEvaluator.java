package dev.sluice.config.parse;

/** Decides {@code .if} lines and what {@code haproxy -cc} asks. */
public final class ConditionEvaluator {
    private final Environment environment;
    private final Features features;

    /** An evaluator that answers from these. */
    public ConditionEvaluator(Environment environment, Features features) {
        this.environment = environment;
        this.features = features;
    }

    /** Whether the condition holds; quoting and variables are treated as on a configuration line. */
    public boolean evaluate(String expression) throws BadLineException {
        throw new BadLineException("unparsable conditional expression '" + expression + "'" + environment + features);
    }
}
