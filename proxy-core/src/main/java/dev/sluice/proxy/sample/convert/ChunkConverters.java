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
import java.util.List;

/** Bytes written out some at a time: as decimal numbers, in hexadecimal, as binary digits. */
final class ChunkConverters {
    /** What a number of 64 bits holds. */
    private static final int NUMBER_BYTES = 8;
    /** Digits of the greatest such number. */
    private static final int DIGITS_MAX = 20;

    private static final Signature NUMBERS = Signature.of(1, STRING, SINT, SINT);
    private static final Signature HEXADECIMAL = Signature.of(0, STRING, SINT, SINT);

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "be2dec",
                    NUMBERS,
                    SampleType.BIN,
                    SampleType.STR,
                    "numbers of some bytes each, the highest byte first",
                    (arguments, scope) -> decimal(arguments, true)),
            Converter.of(
                    "le2dec",
                    NUMBERS,
                    SampleType.BIN,
                    SampleType.STR,
                    "numbers of some bytes each, the lowest byte first",
                    (arguments, scope) -> decimal(arguments, false)),
            Converter.of(
                    "be2hex",
                    HEXADECIMAL,
                    SampleType.BIN,
                    SampleType.STR,
                    "in hexadecimal, some bytes at a time",
                    ChunkConverters::hexadecimal),
            Converter.of("base2", SampleType.BIN, SampleType.STR, "in binary digits", ChunkConverters::binary));

    private ChunkConverters() {}

    private static Evaluator decimal(Arguments arguments, boolean highFirst) throws SampleException {
        byte[] separator = arguments.bytes(0);
        int size = (int) Math.min(Integer.MAX_VALUE, arguments.number(1, 0));
        boolean truncate = arguments.number(2, 0) != 0;
        if (size < 1 || size > NUMBER_BYTES) {
            throw arguments.bad("chunk_size out of [1..8] range (" + size + ")");
        }
        return (context, sample) -> {
            Scratch scratch = context.scratch();
            int length = sample.length();
            int start = scratch.take((length / size + 1) * (DIGITS_MAX + separator.length));
            int at = start;
            int whole = truncate ? length - length % size : length;
            for (int from = 0; from < whole; from += size) {
                if (from > 0) {
                    System.arraycopy(separator, 0, scratch.memory(), at, separator.length);
                    at += separator.length;
                }
                at = write(scratch.memory(), at, number(sample, from, Math.min(size, whole - from), highFirst));
            }
            scratch.keep(at - start);
            return at - start <= scratch.longest() && sample.text(scratch.memory(), start, at - start);
        };
    }

    private static long number(Sample sample, int from, int length, boolean highFirst) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | sample.at(highFirst ? from + i : from + length - 1 - i) & 0xFF;
        }
        return number;
    }

    private static int write(byte[] memory, int at, long number) {
        int digits = 1;
        for (long rest = Long.divideUnsigned(number, 10); rest != 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            long tenth = Long.divideUnsigned(rest, 10);
            memory[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return at + digits;
    }

    private static Evaluator hexadecimal(Arguments arguments, CompileScope scope) throws SampleException {
        byte[] separator = arguments.bytes(0);
        long said = arguments.number(1, 0);
        boolean truncate = arguments.number(2, 0) != 0;
        if (said <= 0 && separator.length > 0) {
            throw arguments.bad("chunk_size needs to be positive (" + said + ")");
        }
        int size = said <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, said);
        return (context, sample) -> {
            int length = sample.length();
            int whole = truncate && size > 0 ? length - length % size : length;
            return hexadecimal(context.scratch(), sample, whole, size, separator);
        };
    }

    private static boolean hexadecimal(Scratch scratch, Sample sample, int length, int size, byte[] separator) {
        int separators = size == 0 ? 0 : length / size;
        int start = scratch.take(2 * length + separators * separator.length);
        byte[] memory = scratch.memory();
        int at = start;
        for (int i = 0; i < length; i++) {
            if (size > 0 && i > 0 && i % size == 0) {
                System.arraycopy(separator, 0, memory, at, separator.length);
                at += separator.length;
            }
            memory[at++] = EncodingConverters.HEX[sample.at(i) >> 4 & 0xF];
            memory[at++] = EncodingConverters.HEX[sample.at(i) & 0xF];
        }
        scratch.keep(at - start);
        return at - start <= scratch.longest() && sample.text(memory, start, at - start);
    }

    private static boolean binary(SampleContext context, Sample sample) {
        Scratch scratch = context.scratch();
        int length = sample.length();
        if (length > scratch.longest() / Byte.SIZE) {
            return false;
        }
        int start = scratch.take(length * Byte.SIZE);
        for (int i = 0; i < length * Byte.SIZE; i++) {
            int bit = sample.at(i / Byte.SIZE) >> 7 - i % Byte.SIZE & 1;
            scratch.memory()[start + i] = (byte) ('0' + bit);
        }
        return sample.text(scratch.memory(), start, length * Byte.SIZE);
    }
}
