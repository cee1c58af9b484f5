package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.Backend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all backends balance by. Any thread. */
public final class BalanceKeys {
    private final CompiledPlans<Backend, Optional<BalanceKey>> plans;

    /** Nothing compiled yet. */
    public BalanceKeys(RuntimeState state, Map<String, InternalService> services) {
        this.plans = new CompiledPlans<>(
                state,
                services,
                (backend, names) -> Optional.ofNullable(compile(backend, names)),
                (backend, why) -> Optional.empty());
    }

    /** What a backend balances by as of now; null where it needs nothing of requests. */
    public @Nullable BalanceKey of(Backend backend) {
        boolean asks = backend.settings().get(ProxySettings.BALANCE).algorithm().isHash();
        return asks ? plans.of(backend).orElse(null) : null;
    }

    /** What a backend balances by; refuses what cannot be compiled. */
    public static @Nullable BalanceKey compile(Backend backend, LiveNames names) throws RuleException {
        try {
            return BalanceKey.compile(backend.settings(), new LiveScope(names, backend, Layer.Stage.REQUEST));
        } catch (SampleException e) {
            throw new RuleException(backend.spec().location(), "'balance': " + e.text());
        }
    }
}
