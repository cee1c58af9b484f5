package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;
import static dev.sluice.proxy.sample.Signature.Kind.VARIABLE;

import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.Variables;
import java.util.List;

/** Variables. */
final class VariableFetches {
    static final List<Fetch> ALL = List.of(Fetch.of(
            "var",
            Signature.of(1, VARIABLE, STRING),
            SampleType.ANY,
            Layer.INTERNAL,
            "the value of a variable, or the text behind the comma where it has none",
            (arguments, scope) -> {
                VariableName name = arguments.variable(0);
                boolean fallback = arguments.size() > 1;
                byte[] otherwise = arguments.bytes(1);
                return (context, sample) -> {
                    Variables variables = context.variables(name.scope());
                    boolean found = variables != null && variables.get(name.name(), sample, context.scratch());
                    return found || fallback && sample.text(otherwise);
                };
            }));

    private VariableFetches() {}
}
