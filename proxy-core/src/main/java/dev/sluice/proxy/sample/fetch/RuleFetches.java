package dev.sluice.proxy.sample.fetch;

import dev.sluice.config.Location;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which rules have decided about a request. */
final class RuleFetches {
    static final List<Fetch> ALL = List.of(
            Fetch.of(
                    "last_rule_file",
                    SampleType.STR,
                    Layer.INTERNAL,
                    "the file of the last rule that ended its list",
                    text(SampleContext::lastRule, Location::file)),
            Fetch.of(
                    "last_rule_line",
                    SampleType.SINT,
                    Layer.INTERNAL,
                    "the line of the last rule that ended its list",
                    (context, sample) -> {
                        Location rule = context.lastRule();
                        return rule != null && sample.integer(rule.line());
                    }),
            Fetch.of(
                    "last_entity",
                    SampleType.STR,
                    Layer.INTERNAL,
                    "file and line of the last rule that ended its list",
                    text(SampleContext::lastRule, Location::toString)),
            Fetch.of(
                    "waiting_entity",
                    SampleType.STR,
                    Layer.INTERNAL,
                    "file and line of the rule that was waiting",
                    text(SampleContext::waitingRule, Location::toString)));

    private RuleFetches() {}

    private static Evaluator text(Function<SampleContext, @Nullable Location> which, Function<Location, String> part) {
        return (SampleContext context, Sample sample) -> {
            Location rule = which.apply(context);
            return rule != null && sample.text(part.apply(rule).getBytes(StandardCharsets.ISO_8859_1));
        };
    }
}
