package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.Variables;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes in base64, written out or what a variable has. */
@FunctionalInterface
interface Secret {
    /** The bytes; null where the variable has none, or they are not in base64. */
    byte @Nullable [] bytes(SampleContext context);

    /** An argument; {@code what} says in the message what it is. */
    static Secret of(Arguments arguments, int index, String what) throws SampleException {
        VariableName name = variable(arguments, index);
        if (name != null) {
            return context -> {
                Variables variables = context.variables(name.scope());
                Sample value = new Sample();
                boolean there = variables != null
                        && variables.get(name.name(), value, context.scratch())
                        && Casts.cast(value, SampleType.STR, context.scratch());
                return there ? decoded(value.string()) : null;
            };
        }
        byte[] known = decoded(arguments.text(index));
        if (known == null) {
            throw arguments.bad("failed to parse " + what
                    + " : argument needs to be base64 encoded, and can either be a string or a variable.");
        }
        return context -> known;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable VariableName variable(Arguments arguments, int index) {
        try {
            return arguments.variable(index);
        } catch (SampleException e) {
            return null;
        }
    }
}
