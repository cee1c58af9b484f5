package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.IPV4;
import static dev.sluice.proxy.sample.Signature.Kind.IPV6;
import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values that are written in the expression itself. */
final class ConstantFetches {
    private static final Signature ONE_TEXT = Signature.of(1, STRING);

    static final List<Fetch> ALL = List.of(
            Fetch.of("always_false", SampleType.BOOL, Layer.INTERNAL, "never", (c, s) -> s.bool(false)),
            Fetch.of("always_true", SampleType.BOOL, Layer.INTERNAL, "always", (c, s) -> s.bool(true)),
            Fetch.of("bool", ONE_TEXT, SampleType.BOOL, Layer.INTERNAL, "a truth value", ConstantFetches::bool),
            Fetch.of("int", Signature.of(1, SINT), SampleType.SINT, Layer.INTERNAL, "a number", (arguments, scope) -> {
                long value = arguments.number(0);
                return (context, sample) -> sample.integer(value);
            }),
            Fetch.of("str", Signature.of(0, STRING), SampleType.STR, Layer.INTERNAL, "a text", (arguments, scope) -> {
                byte[] value = arguments.bytes(0);
                return (context, sample) -> sample.text(value);
            }),
            Fetch.of("bin", ONE_TEXT, SampleType.BIN, Layer.INTERNAL, "bytes in hexadecimal", ConstantFetches::bin),
            Fetch.of("ipv4", Signature.of(1, IPV4), SampleType.IPV4, Layer.INTERNAL, "an IPv4 address", (a, scope) -> {
                long value = a.ipv4(0, IPV4);
                return (context, sample) -> sample.ipv4(value);
            }),
            Fetch.of("ipv6", Signature.of(1, IPV6), SampleType.IPV6, Layer.INTERNAL, "an IPv6 address", (a, scope) -> {
                byte @Nullable [] value = a.ipv6(0, IPV6);
                return (context, sample) -> value != null && sample.ipv6(value, 0);
            }),
            Fetch.of("meth", ONE_TEXT, SampleType.METH, Layer.INTERNAL, "an HTTP method", (arguments, scope) -> {
                byte[] value = arguments.bytes(0);
                return (context, sample) -> sample.method(value, 0, value.length);
            }));

    private ConstantFetches() {}

    private static Evaluator bool(Arguments arguments, CompileScope scope) throws SampleException {
        boolean value = switch (arguments.text(0).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw arguments.bad("Expects 'true', 'false', '0' or '1'");
        };
        return (context, sample) -> sample.bool(value);
    }

    private static Evaluator bin(Arguments arguments, CompileScope scope) throws SampleException {
        String text = arguments.text(0);
        String wrong = text.replaceAll("[0-9a-fA-F]", "");
        if (!wrong.isEmpty()) {
            throw arguments.bad("an hex digit is expected (found '" + wrong.charAt(0) + "')");
        }
        if (text.length() % 2 != 0) {
            throw arguments.bad("an even number of hex digit is expected");
        }
        byte[] value = new byte[text.length() / 2];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
        }
        return (context, sample) -> sample.binary(value, 0, value.length);
    }
}
