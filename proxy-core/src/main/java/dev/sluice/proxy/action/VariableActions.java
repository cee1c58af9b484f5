package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.Variables;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Actions on variables. */
final class VariableActions {
    private static final Set<String> CONDITIONS =
            Set.of("ifexists", "ifnotexists", "ifempty", "ifnotempty", "ifset", "ifnotset", "ifgt", "iflt");

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

    /** A variable, and when it is set. */
    private record Target(VariableName variable, List<String> conditions) {
        static Target of(Words words) throws SampleException {
            List<String> parts = Arrays.asList(words.inParentheses().split(",", -1));
            List<String> conditions = parts.subList(1, parts.size());
            for (String condition : conditions) {
                if (!CONDITIONS.contains(condition)) {
                    throw words.bad("knows no condition '" + condition + "'");
                }
            }
            return new Target(VariableName.parse(parts.get(0)), List.copyOf(conditions));
        }

        void set(SampleContext context, Sample value) {
            Variables scope = context.variables(variable.scope());
            if (scope != null && allows(context, scope, value)) {
                // One that is full keeps what it has; the value is then not there, as with HAProxy.
                boolean unused = scope.set(variable.name(), value);
            }
        }

        private boolean allows(SampleContext context, Variables scope, Sample value) {
            if (conditions.isEmpty()) {
                return true;
            }
            Sample before = new Sample();
            boolean known = scope.get(variable.name(), before, context.scratch());
            boolean empty = !value.type().isNumber() && value.length() == 0;
            for (String condition : conditions) {
                boolean holds = switch (condition) {
                    case "ifexists", "ifset" -> known;
                    case "ifnotexists", "ifnotset" -> !known;
                    case "ifempty" -> empty;
                    case "ifnotempty" -> !empty;
                    case "ifgt" -> known && before.number() > value.number();
                    default -> known && before.number() < value.number();
                };
                if (!holds) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Action set(Words words, RuleScope scope) throws SampleException {
        Target target = Target.of(words);
        Expression expression = words.expression(scope.samples());
        return transaction -> {
            SampleContext context = transaction.samples();
            Sample sample = transaction.sample();
            sample.clear();
            int mark = context.scratch().mark();
            if (expression.evaluate(context, sample)) {
                target.set(context, sample);
            }
            context.scratch().release(mark);
            return Verdict.CONTINUE;
        };
    }

    private static Action format(Words words, RuleScope scope) throws SampleException {
        Target target = Target.of(words);
        LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.VALUE);
        return transaction -> {
            byte[] text = Formats.bytes(format, transaction);
            Sample sample = transaction.sample();
            sample.clear();
            if (sample.text(text)) {
                target.set(transaction.samples(), sample);
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
