package dev.sluice.proxy.action;

import dev.sluice.config.Condition;
import dev.sluice.config.Location;
import dev.sluice.config.Rule;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one stage of one proxy, compiled. */
public final class RuleList {
    /** No rules. */
    public static final RuleList NONE = new RuleList(List.of());

    private final Guard[] guards;
    private final Action[] actions;
    private final Location[] locations;

    private RuleList(List<Compiled> rules) {
        this.guards = rules.stream().map(Compiled::guard).toArray(Guard[]::new);
        this.actions = rules.stream().map(Compiled::action).toArray(Action[]::new);
        this.locations = rules.stream().map(Compiled::location).toArray(Location[]::new);
    }

    private record Compiled(Guard guard, Action action, Location location) {}

    /** Compiles conditions. */
    @FunctionalInterface
    public interface Conditions {
        /** The test that {@code condition} describes; null is always. */
        Guard compile(@Nullable Condition condition, Location location) throws RuleException;
    }

    /** Compiles rules. */
    public static RuleList compile(List<Rule> rules, RuleScope scope, Conditions conditions) throws RuleException {
        if (rules.isEmpty()) {
            return NONE;
        }
        List<Compiled> compiled = new ArrayList<>();
        for (Rule rule : rules) {
            Guard guard = conditions.compile(rule.condition(), rule.location());
            compiled.add(new Compiled(guard, action(rule, scope), rule.location()));
        }
        return new RuleList(compiled);
    }

    private static Action action(Rule rule, RuleScope scope) throws RuleException {
        try {
            return Actions.compile(new Words(rule.action(), rule.arguments(), rule.location()), scope);
        } catch (SampleException e) {
            throw new RuleException(rule.location(), e.text());
        }
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return actions.length == 0;
    }

    /** How many there are. */
    public int size() {
        return actions.length;
    }

    /** Where a rule was written. */
    public Location location(int index) {
        return locations[index];
    }

    /** Whether a rule applies. */
    public boolean applies(int index, Transaction transaction) {
        return guards[index].holds(transaction);
    }

    /** Does what a rule says. */
    public Verdict run(int index, Transaction transaction) {
        return actions[index].run(transaction);
    }

    /** Whether one of the rules applies, whatever it does. */
    public boolean anyApplies(Transaction transaction) {
        for (Guard guard : guards) {
            if (guard.holds(transaction)) {
                return true;
            }
        }
        return false;
    }
}
