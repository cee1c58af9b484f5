package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.util.List;

/** Parameters in the query and in bodies of forms. */
final class ParameterFetches {
    private static final Signature ARGUMENTS = Signature.of(0, STRING, STRING, STRING);

    static final List<Fetch> ALL = List.of(
            url("urlp"),
            url("url_param"),
            Fetch.of("urlp_val", ARGUMENTS, SampleType.SINT, Layer.REQUEST, "a parameter as a number", (a, scope) -> {
                Evaluator value = inQuery(a, scope);
                return (context, sample) ->
                        value.evaluate(context, sample) && Casts.cast(sample, SampleType.SINT, context.scratch());
            }),
            Fetch.of(
                    "req.body_param",
                    Signature.of(0, STRING, STRING),
                    SampleType.STR,
                    Layer.REQUEST,
                    "a parameter of a form in the body",
                    ParameterFetches::inBody));

    private ParameterFetches() {}

    private static Fetch url(String name) {
        return Fetch.of(
                name, ARGUMENTS, SampleType.STR, Layer.REQUEST, "a parameter of the query", ParameterFetches::inQuery);
    }

    private static boolean folds(Arguments arguments, int index) throws SampleException {
        if (arguments.has(index) && !arguments.text(index).equals("i")) {
            throw arguments.bad("failed to parse '" + arguments.text(index) + "' as the flag 'i'");
        }
        return arguments.has(index);
    }

    private static Evaluator inQuery(Arguments arguments, CompileScope scope) throws SampleException {
        char mark = arguments.has(1) ? arguments.text(1).charAt(0) : '?';
        Parameters parameters = new Parameters(arguments.bytes(0), folds(arguments, 2), mark, false);
        return (context, sample) -> {
            MessageView head = context.request();
            return head != null && parameters.read(context, sample, head, sample.isIterating() ? 0 : 1);
        };
    }

    private static Evaluator inBody(Arguments arguments, CompileScope scope) throws SampleException {
        Parameters parameters = new Parameters(arguments.bytes(0), folds(arguments, 1), '&', true);
        return (context, sample) -> {
            MessageView head = context.request();
            return head != null && parameters.read(context, sample, head, sample.isIterating() ? 0 : 1);
        };
    }
}
