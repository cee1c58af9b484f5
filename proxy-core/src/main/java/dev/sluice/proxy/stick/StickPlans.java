package dev.sluice.proxy.stick;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.rule.CompiledPlans;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.state.Backend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import java.util.Map;

/** The rules of all backends. Any thread. */
public final class StickPlans {
    private final CompiledPlans<Backend, StickRules> plans;

    /** Nothing compiled yet. */
    public StickPlans(RuntimeState state, Map<String, InternalService> services) {
        this.plans = new CompiledPlans<>(state, services, StickPlans::compile, (backend, why) -> StickRules.NONE);
    }

    /** The rules of a backend as of now. */
    public StickRules of(Backend backend) {
        return backend.settings().get(ProxySettings.STICK).isEmpty() ? StickRules.NONE : plans.of(backend);
    }

    /** Whether the rules of a backend can be compiled. */
    public static void check(Backend backend, LiveNames names) throws RuleException {
        StickRules unused = compile(backend, names);
    }

    private static StickRules compile(Backend backend, LiveNames names) throws RuleException {
        return StickRules.compile(backend, new LiveScope(names, backend, Layer.Stage.REQUEST));
    }
}
