package dev.sluice.proxy;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Rule;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.VariableScope;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.state.Clock;
import dev.sluice.state.InternalService;
import dev.sluice.state.ProcessVariable;
import dev.sluice.state.RuntimeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sets and tells the variables of the process for commands and for the configuration. Any thread; each call makes what it needs. */
final class VariableSetter {
    private final SampleSite samples;
    private final RuntimeState state;
    private final Clock clock;
    private final AtomicReference<@Nullable Configuration> begun = new AtomicReference<>();
    private final Map<String, InternalService> services;

    VariableSetter(SampleSite samples, RuntimeState state, Clock clock, Map<String, InternalService> services) {
        this.samples = samples;
        this.state = state;
        this.clock = clock;
        this.services = Map.copyOf(services);
    }

    private CompileScope scope() {
        return new LiveScope(new LiveNames(state.topology(), services, state), null, Layer.Stage.PROCESS);
    }

    /** What is wrong with an expression or format for a variable. */
    Optional<String> check(String name, String text, boolean format) {
        try {
            VariableName.parse(name);
            Compiled unused = compile(List.of(text), format);
            return Optional.empty();
        } catch (SampleException e) {
            return Optional.of(e.text());
        }
    }

    private Compiled compile(List<String> words, boolean format) throws SampleException {
        return format
                ? new Compiled(null, LogFormat.compile(words.get(0), scope(), LogFormat.Style.VALUE))
                : new Compiled(Expression.compile(words, scope()).expression(), null);
    }

    private record Compiled(
            @Nullable Expression expression, @Nullable LogFormat format) {
        boolean evaluate(SampleContext context, Sample sample) {
            if (format != null) {
                TextOutput out = new TextOutput(context.scratch().longest());
                format.append(context, sample, out);
                return sample.text(out.copy());
            }
            sample.clear();
            return expression != null && expression.evaluate(context, sample);
        }
    }

    /** Gives a variable the value that there is. */
    void set(String name, String text, boolean format) {
        set(name, List.of(text), format);
    }

    private void set(String name, List<String> words, boolean format) {
        try {
            VariableName variable = VariableName.parse(name);
            Sample sample = new Sample();
            if (compile(words, format).evaluate(new ProcessContext(), sample)) {
                boolean unused = samples.variables().set(variable.name(), sample);
            }
        } catch (SampleException e) {
            throw new IllegalStateException("not checked before: " + e.text(), e);
        }
    }

    /** Gives the variables of a configuration their first values, once for each configuration. */
    void begin() {
        Configuration present = state.configuration();
        if (begun.getAndSet(present) == present) {
            return;
        }
        for (Rule rule : present.global().get(GlobalSettings.SET_VAR)) {
            List<String> words = rule.arguments().subList(1, rule.arguments().size());
            set(rule.arguments().get(0), words, rule.action().equals("set-var-fmt"));
        }
    }

    /** All of them by name. */
    List<ProcessVariable> all() {
        Scratch scratch = samples.scratch();
        List<ProcessVariable> all = new ArrayList<>();
        samples.variables().all().forEach((name, sample) -> {
            String type = sample.type().word();
            // Bytes are told as they are, not in hexadecimal as a log shows them.
            boolean shown = sample.type() == SampleType.BIN || Casts.cast(sample, SampleType.STR, scratch);
            if (shown) {
                all.add(new ProcessVariable(VariableScope.PROC.word() + "." + name, type, sample.string()));
            }
        });
        return all;
    }

    /** What expressions without traffic read. */
    private final class ProcessContext extends SampleContext {
        ProcessContext() {
            super(samples.scratch(), clock, state.process());
        }

        @Override
        public @Nullable Variables variables(VariableScope scope) {
            return scope == VariableScope.PROC ? samples.variables() : null;
        }
    }
}
