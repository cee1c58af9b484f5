package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Compiler;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields of both directions. */
final class HeaderFetches {
    private static final int PORT_MAX = 65_535;

    private static final Signature NAME = Signature.of(0, STRING);
    private static final Signature NAME_AND_NUMBER = Signature.of(0, STRING, SINT);
    private static final int LINE_EXTRA = 4;

    private HeaderFetches() {}

    static List<Fetch> all() {
        List<Fetch> all = new ArrayList<>();
        // Where the direction is not said it is that of the message at hand.
        add(all, "", "", Layer.INTERNAL);
        add(all, "req.", "", Layer.REQUEST);
        add(all, "res.", "", Layer.RESPONSE);
        add(all, "s", "s", Layer.RESPONSE);
        for (String prefix : new String[] {"req.", "res."}) {
            Layer layer = layer(prefix);
            all.add(Fetch.of(prefix + "hdr_names", NAME, SampleType.STR, layer, "the names of headers", names(layer)));
            all.add(Fetch.of(prefix + "hdrs", SampleType.STR, layer, "all headers as they stand", (context, sample) -> {
                MessageView head = message(context, layer);
                return head != null && lines(context, sample, head);
            }));
            all.add(Fetch.of(
                    prefix + "hdrs_bin",
                    SampleType.BIN,
                    layer,
                    "all headers, each name and value behind its length",
                    (context, sample) -> {
                        MessageView head = message(context, layer);
                        return head != null && HeaderStrings.write(context, sample, head);
                    }));
        }
        return all;
    }

    private static Layer layer(String prefix) {
        return prefix.equals("req.") ? Layer.REQUEST : Layer.RESPONSE;
    }

    private static void add(List<Fetch> all, String prefix, String kind, Layer layer) {
        String name = kind.isEmpty() ? prefix + "hdr" : "shdr";
        all.add(Fetch.of(name, NAME_AND_NUMBER, SampleType.STR, layer, "a value of a header", value(layer, false)));
        all.add(Fetch.of(
                name + "_cnt", NAME, SampleType.SINT, layer, "how many values a header has", count(layer, false)));
        all.add(Fetch.of(name + "_val", NAME_AND_NUMBER, SampleType.SINT, layer, "a header as a number", (a, scope) -> {
            Evaluator value = value(layer, false).compile(a, scope);
            return (context, sample) ->
                    value.evaluate(context, sample) && Casts.cast(sample, SampleType.SINT, context.scratch());
        }));
        all.add(Fetch.of(
                name + "_ip", NAME_AND_NUMBER, SampleType.ADDR, layer, "a header as an address", (a, scope) -> {
                    Evaluator value = value(layer, false).compile(a, scope);
                    return (context, sample) -> value.evaluate(context, sample) && address(context, sample);
                }));
        if (prefix.endsWith(".")) {
            all.add(Fetch.of(
                    prefix + "fhdr",
                    NAME_AND_NUMBER,
                    SampleType.STR,
                    layer,
                    "a header's whole line",
                    value(layer, true)));
            all.add(Fetch.of(
                    prefix + "fhdr_cnt",
                    NAME,
                    SampleType.SINT,
                    layer,
                    "how many lines a header has",
                    count(layer, true)));
        }
    }

    /** The message of a layer; of the one at hand where the layer does not say. */
    static @Nullable MessageView message(SampleContext context, Layer layer) {
        return switch (layer) {
            case REQUEST -> context.request();
            case RESPONSE -> context.response();
            default -> context.isResponding() ? context.response() : context.request();
        };
    }

    private static Compiler value(Layer layer, boolean whole) {
        return (arguments, scope) -> {
            HeaderValues values = new HeaderValues(Heads.lower(arguments.text(0)), whole);
            long number = number(arguments);
            return (context, sample) -> {
                MessageView head = message(context, layer);
                return head != null && values.read(context, sample, head, number);
            };
        };
    }

    private static long number(Arguments arguments) throws SampleException {
        long number = arguments.number(1, 0);
        if (arguments.has(1) && !arguments.has(0)) {
            throw arguments.bad("header name must be specified when occurrence is set");
        }
        if (number < -10) {
            throw arguments.bad("header occurrence must be >= -10");
        }
        return number;
    }

    private static Compiler count(Layer layer, boolean whole) {
        return (arguments, scope) -> {
            HeaderValues values = new HeaderValues(Heads.lower(arguments.text(0)), whole);
            return (context, sample) -> {
                MessageView head = message(context, layer);
                return head != null && sample.integer(values.count(head));
            };
        };
    }

    /** An address; behind one of IPv4 a port may stand. */
    /** An address of IPv4, which a port may follow, or one of IPv6, which may stand in brackets. */
    private static boolean address(SampleContext context, Sample sample) {
        int length = sample.length();
        int colons = 0;
        int last = length;
        for (int i = 0; i < length; i++) {
            if (sample.at(i) == ':') {
                colons++;
                last = i;
            }
        }
        if (colons == 1) {
            if (!isPort(sample, last + 1)) {
                return false;
            }
            sample.slice(0, last);
        } else if (colons > 1 && sample.at(0) == '[' && sample.at(length - 1) == ']') {
            sample.slice(1, length - 2);
        }
        return Casts.cast(sample, SampleType.ADDR, context.scratch());
    }

    private static boolean isPort(Sample sample, int from) {
        int port = 0;
        for (int i = from; i < sample.length(); i++) {
            int digit = sample.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            port = port * 10 + digit;
            if (port > PORT_MAX) {
                return false;
            }
        }
        return from < sample.length();
    }

    private static Compiler names(Layer layer) {
        return (arguments, scope) -> {
            byte delimiter = arguments.has(0) ? (byte) arguments.text(0).charAt(0) : (byte) ',';
            return (context, sample) -> {
                MessageView head = message(context, layer);
                return head != null && names(context, sample, head, delimiter);
            };
        };
    }

    private static boolean names(SampleContext context, Sample sample, MessageView head, byte delimiter) {
        int size = Math.max(0, head.fields() - 1);
        for (int i = 0; i < head.fields(); i++) {
            size += head.nameLength(i);
        }
        Scratch scratch = context.scratch();
        if (size > scratch.longest()) {
            return false;
        }
        int start = scratch.take(size);
        int at = start;
        for (int i = 0; i < head.fields(); i++) {
            if (i > 0) {
                scratch.memory()[at++] = delimiter;
            }
            at = Heads.lowerName(head, i, scratch.memory(), at);
        }
        return sample.text(scratch.memory(), start, size);
    }

    private static boolean lines(SampleContext context, Sample sample, MessageView head) {
        int size = 2;
        for (int i = 0; i < head.fields(); i++) {
            size += head.nameLength(i) + head.valueLength(i) + LINE_EXTRA;
        }
        Scratch scratch = context.scratch();
        if (size > scratch.longest()) {
            return false;
        }
        int start = scratch.take(size);
        byte[] memory = scratch.memory();
        int at = start;
        for (int i = 0; i < head.fields(); i++) {
            at = Heads.lowerName(head, i, memory, at);
            memory[at++] = ':';
            memory[at++] = ' ';
            head.copy(head.valueStart(i), head.valueLength(i), memory, at);
            at += head.valueLength(i);
            memory[at++] = '\r';
            memory[at++] = '\n';
        }
        memory[at++] = '\r';
        memory[at] = '\n';
        return sample.text(memory, start, size);
    }
}
