package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts for JSON, and values out of it. */
final class JsonConverters {
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final List<String> CODES = List.of("ascii", "utf8", "utf8s", "utf8p", "utf8ps");
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "json",
                    Signature.of(0, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "escaped for JSON",
                    JsonConverters::json),
            Converter.of(
                    "json_query",
                    Signature.of(1, STRING, STRING),
                    SampleType.STR,
                    SampleType.ANY,
                    "the value that a path leads to",
                    JsonConverters::query));

    private JsonConverters() {}

    private static Evaluator json(Arguments arguments, CompileScope scope) throws SampleException {
        String code = arguments.text(0);
        if (!code.isEmpty() && !CODES.contains(code)) {
            throw arguments.bad(
                    "Unexpected input code type. Allowed value are 'ascii', 'utf8', 'utf8s', 'utf8p' and 'utf8ps'");
        }
        boolean ascii = code.isEmpty() || code.equals("ascii");
        boolean silent = code.endsWith("s");
        boolean overlong = code.contains("8p");
        return (context, sample) -> {
            ByteArrayOutputStream made = new ByteArrayOutputStream(sample.length() + 16);
            int at = 0;
            while (at < sample.length()) {
                long found = ascii ? 1L << 32 | sample.at(at) & 0xFF : Utf8.read(sample, at, overlong);
                int character = (int) found;
                if (character >= 0 && character <= 0xFFFF) {
                    escape(made, character);
                } else if (!silent) {
                    return false;
                }
                at += (int) (found >> 32);
            }
            return made.size() <= context.scratch().longest() && sample.text(made.toByteArray());
        };
    }

    private static void escape(ByteArrayOutputStream made, int c) {
        int letter = switch (c) {
            case '"', '\\', '/' -> c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\r' -> 'r';
            case '\n' -> 'n';
            case '\t' -> 't';
            default -> 0;
        };
        if (letter != 0) {
            made.write('\\');
            made.write(letter);
        } else if (c >= ' ' && c < 0x7F) {
            made.write(c);
        } else {
            made.write('\\');
            made.write('u');
            for (int shift = 12; shift >= 0; shift -= 4) {
                made.write(HEX[c >> shift & 0xF]);
            }
        }
    }

    /** What a path leads to in the text that a sample holds. */
    static Evaluator query(Arguments arguments, CompileScope scope) throws SampleException {
        boolean number = arguments.has(1);
        if (number && !arguments.text(1).equals("int")) {
            throw arguments.bad("output_type only supports \"int\" as argument");
        }
        if (!arguments.text(0).startsWith("$")) {
            // It leads nowhere.
            return (context, sample) -> false;
        }
        JsonPath path;
        try {
            path = JsonPath.parse(arguments.text(0));
        } catch (IllegalArgumentException e) {
            throw arguments.bad("invalid json_path '" + arguments.text(0) + "'");
        }
        return (context, sample) -> {
            String text = sample.string();
            JsonPath.Found found = path.find(text);
            return found != null && value(sample, text, found, number);
        };
    }

    private static boolean value(Sample sample, String text, JsonPath.Found found, boolean number) {
        String raw = text.substring(found.start(), found.end());
        switch (found.kind()) {
            case TEXT:
                byte[] plain = JsonPath.unescaped(raw);
                return plain != null && sample.text(plain);
            case TRUTH:
                return sample.bool(raw.equals("true"));
            case ARRAY:
                return sample.text(raw.getBytes(StandardCharsets.ISO_8859_1));
            case NUMBER:
                return number(sample, raw, number);
            default:
                return false;
        }
    }

    private static boolean number(Sample sample, String raw, boolean whole) {
        BigDecimal value;
        try {
            value = new BigDecimal(raw);
        } catch (NumberFormatException e) {
            return false;
        }
        if (!whole) {
            return sample.text(shortest(value).getBytes(StandardCharsets.US_ASCII));
        }
        double wide = value.doubleValue();
        return wide >= -0x1p63 && wide < 0x1p63 && sample.integer(value.longValue());
    }

    /** Six digits, with an exponent where the number is great or small: what C's {@code %g} prints. */
    private static String shortest(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = value.round(SIX_DIGITS);
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal stripped = rounded.stripTrailingZeros();
        if (exponent >= -4 && exponent < 6) {
            return stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = value.signum() < 0 ? "-" : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
