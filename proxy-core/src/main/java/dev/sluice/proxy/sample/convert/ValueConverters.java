package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.MASK4;
import static dev.sluice.proxy.sample.Signature.Kind.MASK6;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;
import static dev.sluice.proxy.sample.Signature.Kind.VARIABLE;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.VariableTarget;
import dev.sluice.proxy.sample.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What chooses, joins and compares values, variables among them. */
final class ValueConverters {
    private static final Signature ONE_VARIABLE = Signature.of(1, VARIABLE);

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "set-var",
                    Signature.of(1, VARIABLE, STRING, STRING, STRING, STRING),
                    SampleType.ANY,
                    SampleType.SAME,
                    "keeps it in a variable",
                    ValueConverters::setVar),
            Converter.of(
                    "unset-var", ONE_VARIABLE, SampleType.ANY, SampleType.SAME, "forgets a variable", (a, scope) -> {
                        VariableName name = a.variable(0);
                        return (context, sample) -> {
                            Variables variables = context.variables(name.scope());
                            if (variables != null) {
                                variables.unset(name.name());
                            }
                            return true;
                        };
                    }),
            Converter.of(
                    "concat",
                    Signature.of(0, STRING, STRING, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "with a text, a variable and a text behind it",
                    ValueConverters::concat),
            Converter.of(
                    "add_item",
                    Signature.of(1, STRING, STRING, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "with an element more, behind a delimiter unless it is the first",
                    ValueConverters::addItem),
            Converter.of(
                    "strcmp",
                    ONE_VARIABLE,
                    SampleType.STR,
                    SampleType.SINT,
                    "compared with a variable",
                    (a, scope) -> comparing(a.variable(0), false)),
            Converter.of(
                    "secure_memcmp",
                    ONE_VARIABLE,
                    SampleType.BIN,
                    SampleType.BOOL,
                    "whether it is the same as a variable, in constant time",
                    (arguments, scope) -> comparing(arguments.variable(0), true)),
            Converter.of(
                    "iif",
                    Signature.of(2, STRING, STRING),
                    SampleType.BOOL,
                    SampleType.STR,
                    "one of two texts",
                    (arguments, scope) -> {
                        byte[] yes = arguments.bytes(0);
                        byte[] no = arguments.bytes(1);
                        return (context, sample) -> sample.text(sample.isTrue() ? yes : no);
                    }),
            Converter.of(
                    "ipmask",
                    Signature.of(1, MASK4, MASK6),
                    SampleType.ADDR,
                    SampleType.ADDR,
                    "only the bits of a mask",
                    ValueConverters::ipmask));

    private ValueConverters() {}

    private static Evaluator setVar(Arguments arguments, CompileScope scope) throws SampleException {
        List<String> conditions = new ArrayList<>();
        for (int i = 1; arguments.has(i); i++) {
            conditions.add(arguments.text(i));
        }
        VariableName name = arguments.variable(0);
        try {
            VariableTarget target = VariableTarget.of(name, conditions);
            return target::set;
        } catch (SampleException e) {
            throw arguments.bad(e.text());
        }
    }

    private static @Nullable VariableName optional(Arguments arguments, int index) throws SampleException {
        return arguments.has(index) ? arguments.variable(index) : null;
    }

    /** The text of a variable; false where it has none. */
    private static boolean read(SampleContext context, @Nullable VariableName name, Sample to) {
        Variables variables = name == null ? null : context.variables(name.scope());
        return name != null
                && variables != null
                && variables.get(name.name(), to, context.scratch())
                && Casts.cast(to, SampleType.STR, context.scratch());
    }

    private static Evaluator concat(Arguments arguments, CompileScope scope) throws SampleException {
        byte[] before = arguments.bytes(0);
        VariableName name = optional(arguments, 1);
        byte[] behind = arguments.bytes(2);
        return (context, sample) -> {
            Sample value = new Sample();
            boolean there = read(context, name, value);
            return join(context, sample, before, there ? value : null, behind);
        };
    }

    private static Evaluator addItem(Arguments arguments, CompileScope scope) throws SampleException {
        byte[] delimiter = arguments.bytes(0);
        VariableName name = optional(arguments, 1);
        byte[] behind = arguments.bytes(2);
        if (name == null && behind.length == 0) {
            throw arguments.bad("one of the optional arguments has to be nonempty");
        }
        return (context, sample) -> {
            Sample value = new Sample();
            boolean there = read(context, name, value);
            byte[] between = sample.length() > 0 ? delimiter : new byte[0];
            return there || behind.length > 0
                    ? join(context, sample, between, there ? value : null, behind)
                    : sample.slice(0, sample.length());
        };
    }

    private static boolean join(
            SampleContext context, Sample sample, byte[] before, @Nullable Sample value, byte[] behind) {
        Scratch scratch = context.scratch();
        int middle = value == null ? 0 : value.length();
        int length = sample.length() + before.length + middle + behind.length;
        if (length > scratch.longest()) {
            return false;
        }
        int start = scratch.take(length);
        byte[] memory = scratch.memory();
        System.arraycopy(sample.bytes(), sample.start(), memory, start, sample.length());
        int at = start + sample.length();
        System.arraycopy(before, 0, memory, at, before.length);
        at += before.length;
        if (value != null) {
            System.arraycopy(value.bytes(), value.start(), memory, at, middle);
        }
        System.arraycopy(behind, 0, memory, at + middle, behind.length);
        return sample.text(memory, start, length);
    }

    private static Evaluator comparing(VariableName name, boolean secure) {
        return (context, sample) -> {
            Sample other = new Sample();
            if (!read(context, name, other)) {
                return false;
            }
            if (secure) {
                return sample.bool(same(sample, other));
            }
            int order = Arrays.compareUnsigned(
                    sample.bytes(),
                    sample.start(),
                    sample.start() + sample.length(),
                    other.bytes(),
                    other.start(),
                    other.start() + other.length());
            return sample.integer(Integer.signum(order));
        };
    }

    private static boolean same(Sample one, Sample other) {
        int difference = one.length() ^ other.length();
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            difference |= one.at(i) ^ other.at(i);
        }
        return difference == 0;
    }

    private static Evaluator ipmask(Arguments arguments, CompileScope scope) {
        long four = arguments.ipv4(0, MASK4);
        byte @Nullable [] six = arguments.has(1) ? arguments.ipv6(1, MASK6) : null;
        return (context, sample) -> {
            if (Casts.cast(sample, SampleType.IPV4, context.scratch())) {
                return sample.ipv4(sample.number() & four);
            }
            if (six == null) {
                return false;
            }
            Scratch scratch = context.scratch();
            int at = scratch.take(six.length);
            for (int i = 0; i < six.length; i++) {
                scratch.memory()[at + i] = (byte) (sample.at(i) & six[i]);
            }
            return sample.ipv6(scratch.memory(), at);
        };
    }
}
