package dev.sluice.proxy.rule;

import dev.sluice.config.Location;
import dev.sluice.config.Rule;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;

/** The {@code tcp-request} or {@code tcp-response} rules of one proxy and one stage, compiled. Any worker runs them. */
public final class TcpRules {
    /** No rules. */
    public static final TcpRules NONE = new TcpRules(List.of());

    private final Compiled[] rules;

    private TcpRules(List<Compiled> rules) {
        this.rules = rules.toArray(Compiled[]::new);
    }

    /** What becomes of a connection. */
    public enum Verdict {
        /** It goes on. */
        PASS,
        /** It is closed. */
        REJECT,
        /** It is forgotten, the client is not told as far as that is possible. */
        DROP,
        /** The server's connection is closed. */
        CLOSE,
        /** More bytes may change what a rule says. */
        WAIT
    }

    /** What a rule does. */
    enum Effect {
        CONTINUE,
        ACCEPT,
        REJECT,
        DROP,
        CLOSE
    }

    /** An action, its arguments known. */
    @FunctionalInterface
    interface Action {
        Effect run(SampleContext context, Sample sample);
    }

    /** @param waits whether its test looks at bytes that may not be there yet */
    private record Compiled(Test test, boolean waits, Action action, Location location) {}

    /** One rule, which lets nobody through. */
    static final TcpRules REJECTING = new TcpRules(
            List.of(new Compiled(Test.ALWAYS, false, (context, sample) -> Effect.REJECT, Location.INTERNAL)));

    /** Compiles the rules of a list. */
    static TcpRules compile(List<Rule> rules, Conditions conditions, CompileScope scope) throws RuleException {
        if (rules.isEmpty()) {
            return NONE;
        }
        List<Compiled> all = new ArrayList<>();
        for (Rule rule : rules) {
            Conditions own = conditions.fresh();
            Test test = own.compile(rule.condition(), rule.location());
            try {
                Action action = TcpActions.compile(rule.action(), rule.arguments(), scope);
                all.add(new Compiled(test, own.looksAtBytes(), action, rule.location()));
            } catch (SampleException e) {
                throw new RuleException(rule.location(), e.text());
            }
        }
        return new TcpRules(all);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return rules.length == 0;
    }

    /**
     * Runs them in order.
     *
     * @param complete whether nothing more is waited for: what rules say of bytes counts as it is
     */
    public Verdict run(SampleContext context, Sample sample, boolean complete) {
        for (Compiled rule : rules) {
            Test.Answer answer = rule.waits && !complete
                    ? rule.test.ask(context)
                    : rule.test.matches(context) ? Test.Answer.YES : Test.Answer.NO;
            if (answer == Test.Answer.NOT_YET) {
                return Verdict.WAIT;
            }
            if (answer == Test.Answer.NO) {
                continue;
            }
            int mark = context.scratch().mark();
            Effect effect = rule.action.run(context, sample);
            context.scratch().release(mark);
            if (effect != Effect.CONTINUE) {
                context.lastRule(rule.location);
            }
            switch (effect) {
                case ACCEPT -> {
                    return Verdict.PASS;
                }
                case REJECT -> {
                    return Verdict.REJECT;
                }
                case DROP -> {
                    return Verdict.DROP;
                }
                case CLOSE -> {
                    return Verdict.CLOSE;
                }
                case CONTINUE -> {}
            }
        }
        return Verdict.PASS;
    }
}
