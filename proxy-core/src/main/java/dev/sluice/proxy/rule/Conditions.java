package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles conditions against the ACLs of one proxy. */
final class Conditions {
    private static final Test ALWAYS = request -> true;

    private final List<Acl> declared;

    Conditions(List<Acl> declared) {
        this.declared = List.copyOf(declared);
    }

    /** The test that {@code condition} describes; null is always. */
    Test compile(@Nullable Condition condition, Location location) throws RuleException {
        if (condition == null) {
            return ALWAYS;
        }
        List<Test[]> alternatives = new ArrayList<>();
        for (List<Condition.Term> terms : condition.alternatives()) {
            List<Test> tests = new ArrayList<>();
            for (Condition.Term term : terms) {
                tests.add(compile(term, location));
            }
            alternatives.add(tests.toArray(Test[]::new));
        }
        Test[][] all = alternatives.toArray(Test[][]::new);
        return condition.unless() ? request -> !any(all, request) : request -> any(all, request);
    }

    private static boolean any(Test[][] alternatives, RequestView request) {
        for (Test[] terms : alternatives) {
            if (every(terms, request)) {
                return true;
            }
        }
        return false;
    }

    private static boolean every(Test[] terms, RequestView request) {
        for (Test term : terms) {
            if (!term.matches(request)) {
                return false;
            }
        }
        return true;
    }

    private Test compile(Condition.Term term, Location location) throws RuleException {
        Acl acl = term.test();
        Test test = acl.criterion().isEmpty() ? named(acl.name(), location) : Criteria.compile(acl);
        return term.negated() ? request -> !test.matches(request) : test;
    }

    private Test named(String name, Location location) throws RuleException {
        List<Test> lines = new ArrayList<>();
        for (Acl each : declared) {
            if (each.name().equals(name)) {
                lines.add(Criteria.compile(each));
            }
        }
        if (lines.isEmpty()) {
            Acl predefined = Criteria.predefined(name)
                    .orElseThrow(() -> new RuleException(location, "no such ACL : '" + name + "'"));
            lines.add(Criteria.compile(predefined));
        }
        Test[] all = lines.toArray(Test[]::new);
        return all.length == 1
                ? all[0]
                : request -> {
                    for (Test line : all) {
                        if (line.matches(request)) {
                            return true;
                        }
                    }
                    return false;
                };
    }
}
