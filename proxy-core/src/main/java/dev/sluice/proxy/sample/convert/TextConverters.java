package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.state.tls.VerifyErrors;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts: case, parts, length. */
final class TextConverters {
    private static final Signature PART = Signature.of(2, SINT, STRING, SINT);

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "lower", SampleType.STR, SampleType.STR, "in small letters", (c, s) -> fold(c, s, 'A', 'Z', 32)),
            Converter.of("upper", SampleType.STR, SampleType.STR, "in capitals", (c, s) -> fold(c, s, 'a', 'z', -32)),
            Converter.of(
                    "x509_v_err_str",
                    SampleType.SINT,
                    SampleType.STR,
                    "the name of a certificate's failure",
                    (context, sample) ->
                            sample.text(VerifyErrors.name(sample.number()).getBytes(StandardCharsets.US_ASCII))),
            Converter.of(
                    "length",
                    SampleType.STR,
                    SampleType.SINT,
                    "how long it is",
                    (context, sample) -> sample.integer(sample.length())),
            Converter.of(
                    "bytes",
                    Signature.of(1, STRING, STRING),
                    SampleType.BIN,
                    SampleType.BIN,
                    "bytes from an offset on",
                    TextConverters::bytes),
            Converter.of(
                    "field",
                    PART,
                    SampleType.STR,
                    SampleType.STR,
                    "the n-th part between delimiters",
                    (a, scope) -> parts(a, true)),
            Converter.of(
                    "word",
                    PART,
                    SampleType.STR,
                    SampleType.STR,
                    "the n-th part that is not empty",
                    (a, scope) -> parts(a, false)),
            Converter.of(
                    "ltrim",
                    Signature.of(1, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "without these characters in front",
                    (arguments, scope) -> trim(arguments, true)),
            Converter.of(
                    "rtrim",
                    Signature.of(1, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "without these characters at the end",
                    (arguments, scope) -> trim(arguments, false)));

    private TextConverters() {}

    private static boolean fold(SampleContext context, Sample sample, char from, char to, int shift) {
        Scratch scratch = context.scratch();
        int length = sample.length();
        int at = scratch.take(length);
        byte[] memory = scratch.memory();
        for (int i = 0; i < length; i++) {
            byte b = sample.at(i);
            memory[at + i] = b >= from && b <= to ? (byte) (b + shift) : b;
        }
        return sample.text(memory, at, length);
    }

    private static Evaluator bytes(Arguments arguments, CompileScope scope) throws SampleException {
        Operand offset = Operand.of(arguments, 0);
        boolean bounded = arguments.has(1);
        Operand length = bounded ? Operand.of(arguments, 1) : Operand.constant(Long.MAX_VALUE);
        if (Operand.isLiteral(arguments, 0) && arguments.number(0) < 0) {
            throw arguments.bad("expects a non-negative integer");
        }
        if (Operand.isLiteral(arguments, 1) && arguments.number(1) < 1) {
            throw arguments.bad("expects a positive integer");
        }
        return (context, sample) -> {
            long from = offset.value(context);
            long count = length.value(context);
            if (from == Operand.MISSING || count == Operand.MISSING || from < 0 || count < 0) {
                return false;
            }
            if (from >= sample.length()) {
                // There is nothing, which is not the same as no value.
                return sample.slice(0, 0);
            }
            return sample.slice((int) from, (int) Math.min(count, sample.length() - from));
        };
    }

    private static Evaluator trim(Arguments arguments, boolean front) {
        byte[] set = arguments.bytes(0);
        return (context, sample) -> {
            int from = 0;
            int to = sample.length();
            while (front && from < to && contains(set, sample.at(from))) {
                from++;
            }
            while (!front && to > from && contains(set, sample.at(to - 1))) {
                to--;
            }
            return sample.slice(from, to - from);
        };
    }

    static boolean contains(byte[] set, byte b) {
        for (byte each : set) {
            if (each == b) {
                return true;
            }
        }
        return false;
    }

    private static Evaluator parts(Arguments arguments, boolean empty) throws SampleException {
        int wanted = (int) arguments.number(0);
        int count = (int) arguments.number(2, 1);
        byte[] delimiters = arguments.bytes(1);
        if (wanted == 0) {
            throw arguments.bad("Unexpected value 0 for index");
        }
        Parts parts = new Parts(wanted, count, delimiters, empty);
        return (context, sample) -> parts.find(sample);
    }
}
