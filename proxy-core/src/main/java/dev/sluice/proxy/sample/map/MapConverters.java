package dev.sluice.proxy.sample.map;

import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.PatternIndex;
import dev.sluice.pattern.PatternMatch;
import dev.sluice.pattern.PatternValueType;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.Signature.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code map} and its kin: one converter for each way of matching and each type of value. */
public final class MapConverters {
    private static final List<PatternMatch> MATCHES = List.of(
            PatternMatch.STR,
            PatternMatch.BEG,
            PatternMatch.SUB,
            PatternMatch.DIR,
            PatternMatch.DOM,
            PatternMatch.END,
            PatternMatch.REG,
            PatternMatch.INT,
            PatternMatch.IP);

    /** All of them. */
    public static final List<Converter> ALL = join();

    private MapConverters() {}

    private static List<Converter> join() {
        List<Converter> all = new ArrayList<>();
        all.add(converter("map", PatternMatch.STR, Output.STR));
        for (PatternMatch match : MATCHES) {
            all.add(converter("map_" + match.word(), match, Output.STR));
            for (Output output : Output.values()) {
                all.add(converter("map_" + match.word() + "_" + output.word(), match, output));
            }
        }
        all.add(Converter.of(
                "map_regm",
                Signature.of(1, Kind.STRING, Kind.STRING),
                SampleType.STR,
                SampleType.STR,
                "the map's value for the first expression that fits, with its groups filled in",
                MapConverters::compileWithGroups));
        return List.copyOf(all);
    }

    private static Converter converter(String name, PatternMatch match, Output output) {
        return Converter.of(
                name,
                output == Output.KEY ? Signature.of(1, Kind.STRING) : Signature.of(1, Kind.STRING, Kind.STRING),
                input(match),
                output.type(),
                "the map's " + output.what() + " (-m " + match.word() + ")",
                (arguments, scope) -> compile(arguments, scope, match, output));
    }

    private static SampleType input(PatternMatch match) {
        return switch (match) {
            case INT -> SampleType.SINT;
            case IP -> SampleType.ADDR;
            default -> SampleType.STR;
        };
    }

    private static PatternIndex index(
            Arguments arguments, CompileScope scope, PatternMatch match, PatternValueType type) throws SampleException {
        try {
            return scope.patterns().map(arguments.text(0), match, type);
        } catch (PatternException e) {
            throw arguments.bad(e.text());
        }
    }

    private static Evaluator compile(Arguments arguments, CompileScope scope, PatternMatch match, Output output)
            throws SampleException {
        PatternIndex index = index(arguments, scope, match, output.valueType());
        Lookup lookup = switch (match) {
            case INT -> sample -> index.find(sample.number());
            case IP ->
                sample -> sample.type() == SampleType.IPV4
                        ? index.findIpv4(sample.number())
                        : index.findAddress(sample.bytes(), sample.start(), sample.length());
            default -> sample -> index.find(sample.bytes(), sample.start(), sample.length());
        };
        Fallback fallback = Fallback.of(arguments, output);
        return (context, sample) -> {
            PatternEntry entry = lookup.find(sample);
            return entry == null ? fallback.answer(sample) : output.answer(sample, entry);
        };
    }

    private static Evaluator compileWithGroups(Arguments arguments, CompileScope scope) throws SampleException {
        PatternIndex index = index(arguments, scope, PatternMatch.REG, PatternValueType.STR);
        Fallback fallback = Fallback.of(arguments, Output.STR);
        return (context, sample) -> {
            var match = index.findRegex(sample.bytes(), sample.start(), sample.length());
            return match == null ? fallback.answer(sample) : Groups.fill(match, sample, context.scratch());
        };
    }

    /** Asks the map. */
    @FunctionalInterface
    private interface Lookup {
        @Nullable
        PatternEntry find(Sample sample);
    }
}
