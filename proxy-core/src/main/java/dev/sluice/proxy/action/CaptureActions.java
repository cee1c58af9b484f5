package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import java.util.List;

/** Actions that keep something for the log. */
final class CaptureActions {
    private static final int LENGTH_MAX = 65_535;

    static final List<ActionSpec> ALL = List.of(ActionSpec.of(
            "capture",
            ActionSpec.ALL,
            "<expression> len <length>|id <place>",
            "keep a value for the log",
            CaptureActions::capture));

    private CaptureActions() {}

    private static Action capture(Words words, RuleScope scope) throws SampleException {
        Expression expression = words.expression(scope.samples());
        boolean request = scope.stage() == Stage.REQUEST;
        int place;
        if (words.accept("id")) {
            place = words.number("the number of a place", 0, Integer.MAX_VALUE);
        } else if (request && words.accept("len")) {
            int unused = words.number("a length", 1, LENGTH_MAX);
            place = scope.captures().next();
        } else {
            throw words.bad(request ? "expects 'len' or 'id'" : "expects 'id'");
        }
        return transaction -> {
            Captured kept = Captured.of(transaction.samples());
            Sample sample = transaction.sample();
            if (kept != null && expression.evaluate(transaction.samples(), sample, SampleType.STR)) {
                kept.keep(request, place, sample);
            }
            return Verdict.CONTINUE;
        };
    }
}
