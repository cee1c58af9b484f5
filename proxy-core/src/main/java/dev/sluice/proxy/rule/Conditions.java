package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.Location;
import dev.sluice.proxy.rule.LateTests.Late;
import dev.sluice.proxy.rule.LateTests.OfHead;
import dev.sluice.proxy.rule.LateTests.Opposite;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles conditions against the ACLs of one proxy. */
public final class Conditions {
    private final List<Acl> declared;
    private final CompileScope scope;
    private boolean bytes;

    /** Conditions that may name {@code declared} ACLs, and what exists without being declared. */
    public Conditions(List<Acl> declared, CompileScope scope) {
        this.declared = List.copyOf(declared);
        this.scope = scope;
    }

    /** The same, which has compiled nothing yet. */
    Conditions fresh() {
        return new Conditions(declared, scope);
    }

    /** Whether a test that was compiled looks at bytes that may not be there yet. */
    boolean looksAtBytes() {
        return bytes;
    }

    /** The test that {@code condition} describes; null is always. */
    public Test compile(@Nullable Condition condition, Location location) throws RuleException {
        if (condition == null) {
            return Test.ALWAYS;
        }
        List<Test> alternatives = new ArrayList<>();
        for (List<Condition.Term> terms : condition.alternatives()) {
            List<Test> tests = new ArrayList<>();
            for (Condition.Term term : terms) {
                tests.add(compile(term, location));
            }
            alternatives.add(LateTests.all(tests));
        }
        Test holds = LateTests.any(alternatives);
        return condition.unless() ? new Opposite(holds) : holds;
    }

    private Test compile(Condition.Term term, Location location) throws RuleException {
        Acl acl = term.test();
        Test test = acl.criterion().isEmpty() ? named(acl.name(), location) : single(acl);
        return term.negated() ? new Opposite(test) : test;
    }

    private Test single(Acl acl) throws RuleException {
        try {
            Test test = AclCompiler.compile(acl, scope);
            if (AclCompiler.looksAtBytes(acl)) {
                bytes = true;
                return new Late(test);
            }
            if (AclCompiler.looksAtResponse(acl)) {
                bytes = true;
                return new OfHead(test);
            }
            return test;
        } catch (SampleException e) {
            throw new RuleException(acl.location(), e.text());
        }
    }

    /** What declared lines of a name, or what exists without being declared, say. */
    Test named(String name, Location location) throws RuleException {
        List<Test> lines = new ArrayList<>();
        for (Acl each : declared) {
            if (each.name().equals(name)) {
                lines.add(single(each));
            }
        }
        if (lines.isEmpty()) {
            Acl predefined = Criteria.predefined(name)
                    .orElseThrow(() -> new RuleException(location, "no such ACL : '" + name + "'"));
            lines.add(single(predefined));
        }
        return LateTests.any(lines);
    }
}
