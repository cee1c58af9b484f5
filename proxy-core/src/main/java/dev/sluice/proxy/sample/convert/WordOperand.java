package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.Variables;
import org.jspecify.annotations.Nullable;

/**
 * A word that is written out, or that a variable has.
 *
 * @param literal the word; null for what the variable has
 * @param variable the variable; null for none
 */
record WordOperand(@Nullable String literal, @Nullable VariableName variable) {
    /** An argument: what does not name a variable is the word itself. */
    static WordOperand of(Arguments arguments, int index) {
        try {
            return new WordOperand(null, arguments.variable(index));
        } catch (SampleException literal) {
            return new WordOperand(arguments.text(index), null);
        }
    }

    /** The word now; null where the variable has none. */
    @Nullable
    String text(SampleContext context) {
        if (variable == null) {
            return literal;
        }
        Variables variables = context.variables(variable.scope());
        Sample value = new Sample();
        boolean there = variables != null
                && variables.get(variable.name(), value, context.scratch())
                && Casts.cast(value, SampleType.STR, context.scratch());
        return there ? value.string() : null;
    }
}
