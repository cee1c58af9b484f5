package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.Variables;

/** A number that is written out, or that a variable has. */
@FunctionalInterface
interface Operand {
    /** No such number. */
    long MISSING = Long.MIN_VALUE;

    /** Its value now, or {@link #MISSING}. */
    long value(SampleContext context);

    static Operand constant(long value) {
        return context -> value;
    }

    /** Whether an argument is a number that is written out. */
    static boolean isLiteral(Arguments arguments, int index) {
        return arguments.text(index).matches("[+-]?[0-9]{1,19}");
    }

    static Operand of(Arguments arguments, int index) throws SampleException {
        if (isLiteral(arguments, index)) {
            return constant(arguments.number(index));
        }
        VariableName name;
        try {
            name = arguments.variable(index);
        } catch (SampleException e) {
            throw arguments.bad("expects an integer or a variable name");
        }
        return context -> {
            Variables variables = context.variables(name.scope());
            Sample sample = new Sample();
            boolean there = variables != null
                    && variables.get(name.name(), sample, context.scratch())
                    && Casts.cast(sample, SampleType.SINT, context.scratch());
            return there ? sample.number() : MISSING;
        };
    }
}
