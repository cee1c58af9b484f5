package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.VariableTarget;
import dev.sluice.proxy.sample.Variables;
import java.util.List;

/** Actions on variables. */
final class VariableActions {
    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "set-var",
                    ActionSpec.ALL,
                    "(<name>[,<condition>...]) <expression>",
                    "give a variable a value",
                    VariableActions::set),
            ActionSpec.of(
                    "set-var-fmt",
                    ActionSpec.ALL,
                    "(<name>[,<condition>...]) <format>",
                    "give a variable a text",
                    VariableActions::format),
            ActionSpec.of("unset-var", ActionSpec.ALL, "(<name>)", "forget a variable", VariableActions::unset));

    private VariableActions() {}

    private static Action set(Words words, RuleScope scope) throws SampleException {
        VariableTarget target = VariableTarget.parse(words.inParentheses());
        Expression expression = words.expression(scope.samples());
        return transaction -> {
            SampleContext context = transaction.samples();
            Sample sample = transaction.sample();
            sample.clear();
            int mark = context.scratch().mark();
            if (expression.evaluate(context, sample)) {
                // Where there is no room the variable keeps what it has, and the rules go on.
                boolean unused = target.set(context, sample);
            }
            context.scratch().release(mark);
            return Verdict.CONTINUE;
        };
    }

    private static Action format(Words words, RuleScope scope) throws SampleException {
        VariableTarget target = VariableTarget.parse(words.inParentheses());
        LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.VALUE);
        return transaction -> {
            byte[] text = Formats.bytes(format, transaction);
            Sample sample = transaction.sample();
            sample.clear();
            if (sample.text(text)) {
                boolean unused = target.set(transaction.samples(), sample);
            }
            return Verdict.CONTINUE;
        };
    }

    private static Action unset(Words words, RuleScope scope) throws SampleException {
        VariableName variable = VariableName.parse(words.inParentheses());
        return transaction -> {
            Variables variables = transaction.samples().variables(variable.scope());
            if (variables != null) {
                variables.unset(variable.name());
            }
            return Verdict.CONTINUE;
        };
    }
}
