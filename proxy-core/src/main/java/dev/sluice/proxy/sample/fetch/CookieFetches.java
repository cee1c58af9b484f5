package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Compiler;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import java.util.ArrayList;
import java.util.List;

/** Cookies of both directions. */
final class CookieFetches {
    private static final Signature NAME = Signature.of(0, STRING);
    private static final byte[] ALL = {};

    private CookieFetches() {}

    static List<Fetch> all() {
        List<Fetch> all = new ArrayList<>();
        add(all, "cook", Layer.REQUEST);
        add(all, "req.cook", Layer.REQUEST);
        add(all, "scook", Layer.RESPONSE);
        add(all, "res.cook", Layer.RESPONSE);
        all.add(Fetch.of("cookie", NAME, SampleType.STR, Layer.REQUEST, "a cookie", value(Layer.REQUEST)));
        all.add(Fetch.of("set-cookie", NAME, SampleType.STR, Layer.RESPONSE, "a cookie set", value(Layer.RESPONSE)));
        return all;
    }

    private static void add(List<Fetch> all, String name, Layer layer) {
        all.add(Fetch.of(name, NAME, SampleType.STR, layer, "the value of a cookie", value(layer)));
        all.add(Fetch.of(
                name + "_cnt", NAME, SampleType.SINT, layer, "how many cookies of a name there are", (a, scope) -> {
                    Cookies cookies = new Cookies(a.bytes(0), layer == Layer.RESPONSE, false);
                    return (context, sample) -> {
                        MessageView head = HeaderFetches.message(context, layer);
                        return head != null && sample.integer(cookies.count(head));
                    };
                }));
        all.add(Fetch.of(name + "_val", NAME, SampleType.SINT, layer, "a cookie as a number", (a, scope) -> {
            Evaluator value = value(layer).compile(a, scope);
            return (context, sample) ->
                    value.evaluate(context, sample) && Casts.cast(sample, SampleType.SINT, context.scratch());
        }));
        all.add(Fetch.of(name + "_names", NAME, SampleType.STR, layer, "the names of cookies", (arguments, scope) -> {
            Cookies names = new Cookies(ALL, layer == Layer.RESPONSE, true);
            byte delimiter = arguments.has(0) ? (byte) arguments.text(0).charAt(0) : (byte) ',';
            return (context, sample) -> {
                MessageView head = HeaderFetches.message(context, layer);
                return head != null && names(context, sample, head, names, delimiter);
            };
        }));
    }

    private static Compiler value(Layer layer) {
        return (arguments, scope) -> {
            Cookies cookies = new Cookies(arguments.bytes(0), layer == Layer.RESPONSE, false);
            long number = arguments.has(0) ? 0 : 1;
            return (context, sample) -> {
                MessageView head = HeaderFetches.message(context, layer);
                return head != null && cookies.read(context, sample, head, sample.isIterating() ? 0 : number);
            };
        };
    }

    private static boolean names(
            SampleContext context, Sample sample, MessageView head, Cookies names, byte delimiter) {
        Scratch scratch = context.scratch();
        int start = scratch.take(scratch.longest());
        byte[] memory = scratch.memory();
        int at = start;
        for (int number = 1; ; number++) {
            long name = names.get(head, number);
            if (name == Range.NONE) {
                break;
            }
            if (at + 1 + Range.length(name) > start + scratch.longest()) {
                return false;
            }
            if (number > 1) {
                memory[at++] = delimiter;
            }
            head.copy(Range.start(name), Range.length(name), memory, at);
            at += Range.length(name);
        }
        scratch.keep(at - start);
        return sample.text(memory, start, at - start);
    }
}
