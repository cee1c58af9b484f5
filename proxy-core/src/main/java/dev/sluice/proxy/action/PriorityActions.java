package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleType;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Actions that say whose turn it is in queues (manual section 4.4). */
final class PriorityActions {
    static final List<ActionSpec> ALL = List.of(
            action(
                    "set-priority-class",
                    "which requests come first in queues: those of the lowest class",
                    Priority::rank),
            action(
                    "set-priority-offset",
                    "by how many milliseconds it is in queues as if it had come later",
                    Priority::offsetMillis));

    private PriorityActions() {}

    private static ActionSpec action(String name, String documentation, ObjLongConsumer<Priority> change) {
        return ActionSpec.of(name, ActionSpec.REQUEST, "<expression>", documentation, (words, scope) -> {
            Expression expression = words.expression(scope.samples());
            return transaction -> {
                Sample sample = transaction.sample();
                Priority priority = transaction.samples().priority();
                if (priority != null && expression.evaluate(transaction.samples(), sample, SampleType.SINT)) {
                    change.accept(priority, sample.number());
                }
                return Verdict.CONTINUE;
            };
        });
    }
}
