package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of some languages a client likes best. */
final class LanguageConverters {
    /** What a language without a weight is worth, in thousandths (RFC 9110 section 12.4.2). */
    private static final int FULL = 1000;

    static final List<Converter> ALL = List.of(Converter.of(
            "language",
            Signature.of(1, STRING, STRING),
            SampleType.STR,
            SampleType.STR,
            "the language that an Accept-Language prefers",
            LanguageConverters::language));

    private LanguageConverters() {}

    private static Evaluator language(Arguments arguments, CompileScope scope) {
        List<String> offered = List.of(arguments.text(0).split(";", -1));
        boolean fallback = arguments.has(1);
        byte[] otherwise = arguments.bytes(1);
        return (context, sample) -> {
            String best = best(sample.string(), offered);
            return best == null
                    ? fallback && sample.text(otherwise)
                    : sample.text(best.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private static @Nullable String best(String accepted, List<String> offered) {
        String best = null;
        int most = 0;
        for (String each : accepted.split(",", -1)) {
            int mark = each.indexOf(';');
            String name = (mark < 0 ? each : each.substring(0, mark)).strip();
            int weight = mark < 0 ? FULL : weight(each.substring(mark + 1).strip());
            String match = match(name, offered);
            if (match != null && weight > most) {
                best = match;
                most = weight;
            }
        }
        return best;
    }

    private static @Nullable String match(String name, List<String> offered) {
        if (offered.contains(name)) {
            return name;
        }
        int dash = name.indexOf('-');
        String base = dash < 0 ? name : name.substring(0, dash);
        return offered.contains(base) ? base : null;
    }

    private static int weight(String parameter) {
        if (!parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
            return FULL;
        }
        String digits = (parameter.substring(2).replace(".", "") + "000").substring(0, 4);
        return Math.min(FULL, Integer.parseInt(digits));
    }
}
