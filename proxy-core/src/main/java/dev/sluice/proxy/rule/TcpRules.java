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
        /** It is HTTP from now on. */
        SWITCH,
        /** It is HTTP/1. */
        SWITCH_HTTP1,
        /** It is HTTP/2. */
        SWITCH_HTTP2,
        /** More bytes may change what a rule says. */
        WAIT;

        /** Whether it is HTTP from now on. */
        public boolean isSwitch() {
            return this == SWITCH || this == SWITCH_HTTP1 || this == SWITCH_HTTP2;
        }
    }

    /** What a rule does. */
    enum Effect {
        CONTINUE,
        ACCEPT,
        REJECT,
        DROP,
        CLOSE,
        SWITCH,
        SWITCH_HTTP1,
        SWITCH_HTTP2,
        /** The rule is run again later, and what stands before it is not. */
        WAIT
    }

    /** An action, its arguments known. */
    @FunctionalInterface
    interface Action {
        Effect run(SampleContext context, Sample sample);

        /** The same; {@code last} says that there is no waiting any more. */
        default Effect run(SampleContext context, Sample sample, boolean last) {
            return run(context, sample);
        }
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
        return run(context, sample, complete, complete);
    }

    /**
     * Runs them in order, from the one on that has asked for something and waits for it.
     *
     * @param complete whether nothing more is waited for: what rules say of bytes counts as it is
     * @param last whether what rules look up is not waited for either
     */
    public Verdict run(SampleContext context, Sample sample, boolean complete, boolean last) {
        int resumed = context.asked() == null ? -1 : context.askedBy();
        for (int i = Math.max(0, resumed); i < rules.length; i++) {
            Compiled rule = rules[i];
            Test.Answer answer = i == resumed ? Test.Answer.YES : answer(rule, context, complete);
            if (answer == Test.Answer.NOT_YET) {
                return Verdict.WAIT;
            }
            if (answer == Test.Answer.NO) {
                continue;
            }
            int mark = context.scratch().mark();
            Effect effect = rule.action.run(context, sample, last);
            context.scratch().release(mark);
            if (effect == Effect.WAIT) {
                context.askedBy(i);
                return Verdict.WAIT;
            }
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
                case SWITCH -> {
                    return Verdict.SWITCH;
                }
                case SWITCH_HTTP1 -> {
                    return Verdict.SWITCH_HTTP1;
                }
                case SWITCH_HTTP2 -> {
                    return Verdict.SWITCH_HTTP2;
                }
                case CONTINUE, WAIT -> {}
            }
        }
        return Verdict.PASS;
    }

    private static Test.Answer answer(Compiled rule, SampleContext context, boolean complete) {
        if (rule.waits && !complete) {
            return rule.test.ask(context);
        }
        return rule.test.matches(context) ? Test.Answer.YES : Test.Answer.NO;
    }
}
