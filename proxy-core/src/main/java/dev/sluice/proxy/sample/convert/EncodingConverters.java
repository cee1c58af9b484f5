package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Numbers;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Ways of writing bytes as text, and back. */
final class EncodingConverters {
    static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final int HEX_DIGITS_MAX = 16;

    static final List<Converter> ALL = List.of(
            encoder("base64", "in base64", Base64.getEncoder()),
            encoder("ub64enc", "in base64 for URLs", Base64.getUrlEncoder().withoutPadding()),
            decoder("b64dec", "out of base64", Base64.getDecoder()),
            decoder("ub64dec", "out of base64 for URLs", Base64.getUrlDecoder()),
            Converter.of(
                    "hex",
                    SampleType.BIN,
                    SampleType.STR,
                    "in hexadecimal",
                    (context, sample) -> Numbers.hex(sample, context.scratch())),
            Converter.of(
                    "hex2i",
                    SampleType.STR,
                    SampleType.SINT,
                    "hexadecimal digits as a number",
                    (c, sample) -> hexNumber(sample)),
            Converter.of("htonl", SampleType.SINT, SampleType.BIN, "a number as four bytes", EncodingConverters::htonl),
            Converter.of(
                    "url_dec",
                    Signature.of(0, SINT),
                    SampleType.STR,
                    SampleType.STR,
                    "without the escapes of URLs",
                    (arguments, scope) -> {
                        boolean form = arguments.number(0, 0) != 0;
                        return (context, sample) -> unescape(context, sample, form);
                    }),
            Converter.of(
                    "url_enc",
                    Signature.of(0, STRING),
                    SampleType.STR,
                    SampleType.STR,
                    "with the escapes of URLs",
                    EncodingConverters::urlEnc));

    private EncodingConverters() {}

    private static Converter encoder(String name, String documentation, Base64.Encoder encoder) {
        return Converter.of(name, SampleType.BIN, SampleType.STR, documentation, (context, sample) -> {
            byte[] encoded = encoder.encode(bytes(sample));
            return encoded.length <= context.scratch().longest() && sample.text(encoded);
        });
    }

    private static Converter decoder(String name, String documentation, Base64.Decoder decoder) {
        return Converter.of(name, SampleType.STR, SampleType.BIN, documentation, (context, sample) -> {
            try {
                byte[] decoded = decoder.decode(bytes(sample));
                return sample.binary(decoded, 0, decoded.length);
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
    }

    static byte[] bytes(Sample sample) {
        return Arrays.copyOfRange(sample.bytes(), sample.start(), sample.start() + sample.length());
    }

    private static boolean hexNumber(Sample sample) {
        long value = 0;
        for (int i = 0; i < sample.length() && i < HEX_DIGITS_MAX; i++) {
            int digit = Character.digit(sample.at(i), 16);
            if (digit < 0) {
                return false;
            }
            value = value << 4 | digit;
        }
        return sample.integer(value);
    }

    private static boolean htonl(SampleContext context, Sample sample) {
        Scratch scratch = context.scratch();
        int at = scratch.take(4);
        for (int i = 0; i < 4; i++) {
            scratch.memory()[at + i] = (byte) (sample.number() >> 24 - 8 * i);
        }
        return sample.binary(scratch.memory(), at, 4);
    }

    private static boolean unescape(SampleContext context, Sample sample, boolean form) {
        Scratch scratch = context.scratch();
        int length = sample.length();
        int start = scratch.take(length);
        byte[] memory = scratch.memory();
        int at = start;
        boolean query = form;
        for (int i = 0; i < length; i++) {
            byte b = sample.at(i);
            if (b == '%') {
                int high = i + 2 < length ? Character.digit(sample.at(i + 1), 16) : -1;
                int low = i + 2 < length ? Character.digit(sample.at(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return false;
                }
                memory[at++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                memory[at++] = b == '+' && query ? (byte) ' ' : b;
                query |= b == '?';
            }
        }
        scratch.keep(at - start);
        return sample.text(memory, start, at - start);
    }

    private static Evaluator urlEnc(Arguments arguments, CompileScope scope) throws SampleException {
        if (arguments.has(0) && !arguments.text(0).equals("query")) {
            throw arguments.bad("Unexpected encode type. Allowed value is 'query'");
        }
        return (context, sample) -> {
            Scratch scratch = context.scratch();
            int length = sample.length();
            int start = scratch.take(3 * length);
            byte[] memory = scratch.memory();
            int at = start;
            for (int i = 0; i < length; i++) {
                byte b = sample.at(i);
                if (isUnreserved(b)) {
                    memory[at++] = b;
                } else {
                    memory[at++] = '%';
                    memory[at++] = HEX[b >> 4 & 0xF];
                    memory[at++] = HEX[b & 0xF];
                }
            }
            scratch.keep(at - start);
            return at - start <= scratch.longest() && sample.text(memory, start, at - start);
        };
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
