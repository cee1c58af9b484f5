package dev.sluice.proxy.rule;

import dev.sluice.config.UseBackend;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.Backend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code use_backend} rules of a frontend, compiled. */
final class Switching {
    /** Longer names than this do not exist: a line of the configuration holds no more. */
    private static final int NAME_MAX = 2048;

    private final Rule[] rules;
    private final Program.Names names;

    private Switching(List<Rule> rules, Program.Names names) {
        this.rules = rules.toArray(Rule[]::new);
        this.names = names;
    }

    /** Where what fulfils the test goes: a backend, or the one whose name a format says then. */
    private record Rule(
            Test test, @Nullable Backend target, @Nullable LogFormat format) {}

    static Switching compile(List<UseBackend> lines, Conditions conditions, LiveScope scope) throws RuleException {
        List<Rule> rules = new ArrayList<>();
        for (UseBackend line : lines) {
            Test test = conditions.compile(line.condition(), line.location());
            rules.add(rule(line, test, scope));
        }
        return new Switching(rules, scope.names());
    }

    private static Rule rule(UseBackend line, Test test, LiveScope scope) throws RuleException {
        LogFormat format;
        try {
            format = LogFormat.compile(line.backend(), scope, LogFormat.Style.VALUE);
        } catch (SampleException e) {
            throw new RuleException(line.location(), e.text());
        }
        if (!format.isConstant()) {
            return new Rule(test, null, format);
        }
        Backend target = scope.names().backend(line.backend());
        if (target == null) {
            throw new RuleException(line.location(), "unable to find required use_backend: '" + line.backend() + "'");
        }
        return new Rule(test, target, null);
    }

    /** The backend that a rule sends the request to; null where none does. One that is not published or disabled only where {@code forced}. */
    @Nullable
    Backend choose(SampleContext request, boolean forced) {
        for (Rule rule : rules) {
            boolean there = rule.target == null || forced || isOpen(rule.target);
            if (!there || !rule.test.matches(request)) {
                continue;
            }
            Backend target = rule.format == null ? rule.target : named(rule.format, request);
            if (target == null) {
                // A name that is nothing's ends the search: what no rule sends elsewhere is where it goes.
                return null;
            }
            if (forced || isOpen(target)) {
                return target;
            }
        }
        return null;
    }

    /** Whether rules may choose it. */
    static boolean isOpen(Backend target) {
        return target.isPublished() && target.isEnabled();
    }

    private @Nullable Backend named(LogFormat format, SampleContext request) {
        TextOutput text = new TextOutput(NAME_MAX);
        format.append(request, new Sample(), text);
        return names.backend(new String(text.bytes(), 0, text.length(), StandardCharsets.ISO_8859_1));
    }
}
