package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.util.List;

/** Arithmetic and bits. */
final class NumberConverters {
    private static final Signature VALUE = Signature.of(1, STRING);

    static final List<Converter> ALL = List.of(
            binary("add", "adds", NumberConverters::add),
            binary("sub", "subtracts", (a, b) -> add(a, b == Long.MIN_VALUE ? Long.MAX_VALUE : -b)),
            binary("mul", "multiplies", NumberConverters::multiply),
            binary("div", "divides", NumberConverters::divide),
            binary("mod", "keeps the rest of a division", (a, b) -> b == 0 || b == -1 ? 0 : a % b),
            binary("and", "keeps the bits that both have", (a, b) -> a & b),
            binary("or", "joins bits", (a, b) -> a | b),
            binary("xor", "keeps the bits that one has", (a, b) -> a ^ b),
            unary("neg", "turns the sign", value -> value == Long.MIN_VALUE ? Long.MAX_VALUE : -value),
            unary("cpl", "turns all bits", value -> ~value),
            test("bool", "whether it is not 0", value -> value != 0),
            test("not", "whether it is 0", value -> value == 0),
            test("odd", "whether it is odd", value -> (value & 1) != 0),
            test("even", "whether it is even", value -> (value & 1) == 0));

    private NumberConverters() {}

    private interface Two {
        long of(long a, long b);
    }

    private interface One {
        long of(long value);
    }

    private interface Question {
        boolean of(long value);
    }

    private static Converter unary(String name, String documentation, One one) {
        return Converter.of(
                name,
                SampleType.SINT,
                SampleType.SINT,
                documentation,
                (context, sample) -> sample.integer(one.of(sample.number())));
    }

    private static Converter test(String name, String documentation, Question question) {
        return Converter.of(
                name,
                SampleType.SINT,
                SampleType.BOOL,
                documentation,
                (context, sample) -> sample.bool(question.of(sample.number())));
    }

    private static Converter binary(String name, String documentation, Two two) {
        return Converter.of(name, VALUE, SampleType.SINT, SampleType.SINT, documentation, (arguments, scope) -> {
            Operand operand = Operand.of(arguments, 0);
            return (context, sample) -> {
                long value = operand.value(context);
                return value != Operand.MISSING && sample.integer(two.of(sample.number(), value));
            };
        });
    }

    /** Ends at the greatest and least numbers rather than wrapping around. */
    private static long add(long a, long b) {
        long sum = a + b;
        boolean over = ((a ^ sum) & (b ^ sum)) < 0;
        return over ? a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
    }

    private static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        boolean fits = high == 0 && low >= 0 || high == -1 && low < 0;
        return fits ? low : (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private static long divide(long a, long b) {
        if (b == 0) {
            return Long.MAX_VALUE;
        }
        return b == -1 && a == Long.MIN_VALUE ? Long.MAX_VALUE : a / b;
    }
}
