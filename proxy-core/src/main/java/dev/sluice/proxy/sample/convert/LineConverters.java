package dev.sluice.proxy.sample.convert;

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

/** Texts the other way round, up to their first line break, and whether they have control characters. */
final class LineConverters {
    /** All control characters but the tab, which is common in fields; bit 32 is DEL. */
    private static final long USUAL = 0x1_FFFF_FDFFL;

    private static final long ANY = 0x1_FFFF_FFFFL;
    /** What no field may have: NUL, LF, CR. */
    private static final long IN_FIELDS = 0x2401;

    private static final int DEL = 0x7F;
    private static final int DEL_BIT = 32;

    static final List<Converter> ALL = List.of(
            Converter.of("reverse", SampleType.STR, SampleType.STR, "the last byte first", LineConverters::reverse),
            Converter.of(
                    "reverse_dom",
                    SampleType.STR,
                    SampleType.STR,
                    "the last label of a host name first",
                    LineConverters::reverseLabels),
            Converter.of(
                    "cut_crlf", SampleType.STR, SampleType.STR, "up to the first line break", (context, sample) -> {
                        int end = 0;
                        while (end < sample.length() && sample.at(end) != '\r' && sample.at(end) != '\n') {
                            end++;
                        }
                        return sample.slice(0, end);
                    }),
            Converter.of(
                    "has_ctl",
                    Signature.of(0, STRING),
                    SampleType.BIN,
                    SampleType.BOOL,
                    "whether it has control characters, or those of a mask",
                    LineConverters::hasControl));

    private LineConverters() {}

    private static boolean reverse(SampleContext context, Sample sample) {
        Scratch scratch = context.scratch();
        int length = sample.length();
        int start = scratch.take(length);
        for (int i = 0; i < length; i++) {
            scratch.memory()[start + i] = sample.at(length - 1 - i);
        }
        return sample.text(scratch.memory(), start, length);
    }

    private static boolean reverseLabels(SampleContext context, Sample sample) {
        Scratch scratch = context.scratch();
        int length = sample.length();
        int end = length > 0 && sample.at(length - 1) == '.' ? length - 1 : length;
        int size = end;
        int start = scratch.take(size);
        int at = start;
        while (true) {
            int label = end;
            while (label > 0 && sample.at(label - 1) != '.') {
                label--;
            }
            if (label == end) {
                return false;
            }
            for (int i = label; i < end; i++) {
                scratch.memory()[at++] = sample.at(i);
            }
            if (label == 0) {
                return sample.text(scratch.memory(), start, size);
            }
            scratch.memory()[at++] = '.';
            end = label - 1;
        }
    }

    private static Evaluator hasControl(Arguments arguments, CompileScope scope) throws SampleException {
        long mask = mask(arguments);
        return (context, sample) -> {
            boolean found = false;
            for (int i = 0; i < sample.length() && !found; i++) {
                int b = sample.at(i);
                found = b >= 0 && b < ' ' && (mask >> b & 1) != 0 || b == DEL && (mask >> DEL_BIT & 1) != 0;
            }
            return sample.bool(found);
        };
    }

    private static long mask(Arguments arguments) throws SampleException {
        String text = arguments.text(0);
        switch (text) {
            case "":
                return USUAL;
            case "any":
                return ANY;
            case "http":
                return IN_FIELDS;
            default:
                break;
        }
        try {
            long mask = Long.decode(text);
            if ((mask & ~ANY) != 0) {
                throw arguments.bad(
                        "unsupported excess bits 0x" + Long.toHexString(mask & ~ANY) + " in argument value " + text);
            }
            return mask;
        } catch (NumberFormatException e) {
            throw arguments.bad("cannot parse value '" + text
                    + "', problem at position 0; expecting an integer value (decimal or hex with '0x' prefix).");
        }
    }
}
